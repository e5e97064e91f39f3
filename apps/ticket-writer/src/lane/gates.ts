import { isX, type GateReason, type OrganizationDocument } from '@parley/contracts';

/** Whether anything may leave for Zendesk for an account, and if not, why. */
export type Gate = { readonly open: true } | { readonly open: false; readonly reason: GateReason };

/** An account as the directory tells it. */
export interface DirectoryAccount {
  readonly name: string;
  readonly network: string;
}

/** Gates G2 to G5, in their order. An account that the directory does not name has no network, so G4 cannot open (G1). */
export function gateOf(
  organization: OrganizationDocument | undefined,
  accountId: string,
  account: DirectoryAccount | undefined,
): Gate {
  if (account === undefined) return shut('account-unknown');
  const linked = organization?.accounts.find((candidate) => candidate.accountId === accountId);
  if (organization === undefined || linked === undefined) return shut('account-not-linked');
  if (!linked.enabled) return shut('account-disabled');
  if (isX(account.network) && !linked.directApiContract) return shut('x-contract-missing');
  return organization.state === 'active' ? { open: true } : shut('organization-not-authorised');
}

function shut(reason: GateReason): Gate {
  return { open: false, reason };
}
