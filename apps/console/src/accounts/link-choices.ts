import type { DirectoryAccountView } from '@parley/contracts';

/** An account that may be linked, or why it may not. */
export interface LinkChoice {
  readonly account: DirectoryAccountView;
  /** `here`: it is linked to this organization already. */
  readonly taken: 'here' | 'elsewhere' | null;
}

/** The accounts of the platform as choices for an organization: those that are free first, by network and name. */
export function linkChoices(
  accounts: readonly DirectoryAccountView[],
  organizationId: string,
  wanted: string,
): readonly LinkChoice[] {
  const text = wanted.trim().toLowerCase();
  return accounts
    .filter(({ id, name, networkLabel }) => `${name} ${networkLabel} ${id}`.toLowerCase().includes(text))
    .map((account): LinkChoice => ({ account, taken: takenBy(account, organizationId) }))
    .sort(
      (a, b) =>
        Number(a.taken !== null) - Number(b.taken !== null) ||
        a.account.networkLabel.localeCompare(b.account.networkLabel) ||
        a.account.name.localeCompare(b.account.name),
    );
}

function takenBy(account: DirectoryAccountView, organizationId: string): LinkChoice['taken'] {
  if (account.organizationId === undefined) return null;
  return account.organizationId === organizationId ? 'here' : 'elsewhere';
}
