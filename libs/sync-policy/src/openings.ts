import type {
  AccountLink,
  DirectoryAccount,
  ModeBSettings,
  Organization,
  OrganizationCopy,
} from './organization';
import { isX } from './organization';

/**
 * The accounts whose held conversations a new version of the configuration may let go, in the order of the
 * version: they are to be looked at again. What only shuts gates opens nothing: the next event sees it.
 */
export function openedByConfiguration(
  before: OrganizationCopy | undefined,
  after: OrganizationCopy,
): readonly string[] {
  const everywhere = before === undefined || organizationOpened(before.organization, after.organization);
  const opened: string[] = [];
  for (const [accountId, link] of after.links) {
    if (everywhere || linkOpened(before.links.get(accountId), link)) opened.push(accountId);
  }
  return opened;
}

/** Whether a change of the directory may let conversations of the account go: it became known, or is no longer on X. */
export function openedByDirectory(before: DirectoryAccount | undefined, after: DirectoryAccount): boolean {
  if (after.deleted) return false;
  return before === undefined || before.deleted || (isX(before.network) && !isX(after.network));
}

function organizationOpened(before: Organization, after: Organization): boolean {
  return (
    (after.active && !before.active) ||
    (after.modeA.enabled && !before.modeA.enabled) ||
    modeBOpened(before.modeB, after.modeB) ||
    (after.missingEmail === 'create-without-email' && before.missingEmail === 'hold')
  );
}

function modeBOpened(before: ModeBSettings, after: ModeBSettings): boolean {
  return (
    after.enabled && (!before.enabled || before.teamId !== after.teamId || before.emailKey !== after.emailKey)
  );
}

function linkOpened(before: AccountLink | undefined, after: AccountLink): boolean {
  return (
    before === undefined ||
    (after.enabled && !before.enabled) ||
    (after.directApiContract && !before.directApiContract) ||
    (after.includeClosedSince !== undefined && after.includeClosedSince !== before.includeClosedSince)
  );
}
