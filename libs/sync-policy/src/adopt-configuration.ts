import type { Since } from './moment';
import type { AccountLink, ModeBSettings, Organization, OrganizationCopy } from './organization';

/** One version of an organization's configuration, in the policy's words. */
export interface OrganizationVersion {
  readonly id: string;
  readonly version: number;
  /** When it was made (ms since 1970). */
  readonly changedAt: number;
  readonly active: boolean;
  readonly accounts: readonly {
    readonly accountId: string;
    readonly enabled: boolean;
    readonly directApiContract: boolean;
    readonly includeClosedSince: number | undefined;
  }[];
  readonly modeA: { readonly enabled: boolean };
  readonly modeB: Omit<ModeBSettings, 'since'>;
  readonly missingEmail: Organization['missingEmail'];
  readonly closeAs: Organization['closeAs'];
}

type AccountVersion = OrganizationVersion['accounts'][number];

/**
 * Takes over a version of the configuration: every fact that did not move keeps since when it stands. A version that is
 * not newer than the copy changes nothing (the same object comes back).
 */
export function adoptConfiguration(
  before: OrganizationCopy | undefined,
  next: OrganizationVersion,
): OrganizationCopy {
  if (before !== undefined && next.version <= before.version) return before;
  const now: Since = { at: next.changedAt, cause: { configVersion: next.version } };
  const links = new Map(
    next.accounts.map((account) => [account.accountId, adoptLink(before, next, account, now)] as const),
  );
  const unlinked = new Map(before?.unlinked);
  for (const accountId of before?.links.keys() ?? []) if (!links.has(accountId)) unlinked.set(accountId, now);
  for (const accountId of links.keys()) unlinked.delete(accountId);
  return {
    version: next.version,
    organization: adoptOrganization(before?.organization, next, now),
    links,
    unlinked,
  };
}

function adoptOrganization(
  before: Organization | undefined,
  next: OrganizationVersion,
  now: Since,
): Organization {
  const modeA = before?.modeA.enabled === next.modeA.enabled ? before.modeA.since : now;
  const sameTrigger =
    before !== undefined &&
    before.modeB.enabled === next.modeB.enabled &&
    before.modeB.teamId === next.modeB.teamId &&
    before.modeB.emailKey === next.modeB.emailKey;
  return {
    id: next.id,
    active: next.active,
    activeSince: before?.active === next.active ? before.activeSince : now,
    modeA: { enabled: next.modeA.enabled, since: modeA },
    modeB: { ...next.modeB, since: sameTrigger ? before.modeB.since : now },
    missingEmail: next.missingEmail,
    closeAs: next.closeAs,
  };
}

function adoptLink(
  copy: OrganizationCopy | undefined,
  next: OrganizationVersion,
  account: AccountVersion,
  now: Since,
): AccountLink {
  const before = copy?.links.get(account.accountId);
  return {
    organizationId: next.id,
    linkedSince: before?.linkedSince ?? now,
    enabled: account.enabled,
    enabledSince: before?.enabled === account.enabled ? before.enabledSince : now,
    firstEnabledAt: before?.firstEnabledAt ?? (account.enabled ? now.at : undefined),
    directApiContract: account.directApiContract,
    contractSince: before?.directApiContract === account.directApiContract ? before.contractSince : now,
    firstContractAt: before?.firstContractAt ?? (account.directApiContract ? now.at : undefined),
    includeClosedSince: account.includeClosedSince,
  };
}
