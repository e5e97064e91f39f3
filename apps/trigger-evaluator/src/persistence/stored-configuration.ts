import type {
  AccountLink,
  DirectoryAccount,
  Organization,
  OrganizationCopy,
  Since,
} from '@parley/sync-policy';

interface StoredOrganization {
  readonly version: number;
  readonly organization: Organization;
  readonly links: readonly (readonly [accountId: string, link: AccountLink])[];
  readonly unlinked: readonly (readonly [accountId: string, since: Since])[];
}

/** Text that stands for an organization's copy in the table; read back by {@link readOrganization}. */
export function writeOrganization({ version, organization, links, unlinked }: OrganizationCopy): string {
  const stored: StoredOrganization = { version, organization, links: [...links], unlinked: [...unlinked] };
  return JSON.stringify(stored);
}

/** Reads what {@link writeOrganization} wrote; what was `undefined` is so again. */
export function readOrganization(text: string): OrganizationCopy {
  const { version, organization, links, unlinked } = JSON.parse(text) as StoredOrganization;
  const { modeB } = organization;
  return {
    version,
    organization: { ...organization, modeB: { ...modeB, teamId: modeB.teamId, emailKey: modeB.emailKey } },
    links: new Map(links.map(([accountId, link]) => [accountId, readLink(link)])),
    unlinked: new Map(unlinked),
  };
}

/** Text that stands for an account of the directory. */
export function writeAccount(account: DirectoryAccount): string {
  return JSON.stringify(account);
}

/** Reads what {@link writeAccount} wrote. */
export function readAccount(text: string): DirectoryAccount {
  return JSON.parse(text) as DirectoryAccount;
}

function readLink(link: AccountLink): AccountLink {
  return {
    ...link,
    firstEnabledAt: link.firstEnabledAt,
    firstContractAt: link.firstContractAt,
    includeClosedSince: link.includeClosedSince,
  };
}
