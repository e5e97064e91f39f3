import type { DirectoryEvent, OrganizationDocument } from '@parley/contracts';
import type { DirectoryAccount, OrganizationVersion } from '@parley/sync-policy';

/** A configuration document in the policy's words. */
export function translateOrganization(document: OrganizationDocument): OrganizationVersion {
  const { modeA, modeB, missingEmail, closeAs } = document.configuration;
  return {
    id: document.organizationId,
    version: document.version,
    changedAt: Date.parse(document.changedAt),
    active: document.state === 'active',
    accounts: document.accounts.map(({ accountId, enabled, directApiContract, includeClosedSince }) => ({
      accountId,
      enabled,
      directApiContract,
      includeClosedSince: includeClosedSince === undefined ? undefined : Date.parse(includeClosedSince),
    })),
    modeA,
    modeB: {
      enabled: modeB.enabled,
      teamId: modeB.teamId ?? undefined,
      emailKey: modeB.emailField?.key,
      continueAfterCreation: modeB.continueAfterCreation,
    },
    missingEmail,
    closeAs,
  };
}

/** An account of the directory in the policy's words; `undefined` for teams and fields, which no gate reads. */
export function translateAccount(event: DirectoryEvent, loggedAt: number): DirectoryAccount | undefined {
  if (event.type !== 'parley.directory.account.v1') return undefined;
  const { id, network, deleted } = event.data;
  const at = event.time === undefined ? loggedAt : Date.parse(event.time);
  return {
    id,
    network,
    deleted: deleted ?? false,
    since: { at, cause: { source: event.source, id: event.id } },
  };
}
