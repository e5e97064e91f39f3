import type { CustomerEvent } from '@parley/contracts';
import type { CustomerFinding } from '../intake/intake';

/** What a customer event says about a requester. */
export function findingOf({ type, data }: CustomerEvent): CustomerFinding {
  const { organizationId, requesterKey, version } = data;
  const zendeskUserId = data.zendeskUserId ?? null;
  const blockedReason = type === 'parley.customer.blocked.v1' ? data.reason : null;
  return { organizationId, requesterKey, version, zendeskUserId, blockedReason };
}
