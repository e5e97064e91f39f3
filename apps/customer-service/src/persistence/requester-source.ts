import { createHash } from 'node:crypto';
import type { RequesterId } from '../resolve-customer/requester';

/** Source of outbox rows: those of one requester keep their order; its key may be an address, so it is hashed. */
export function sourceOf({ organizationId, requesterKey }: RequesterId): string {
  return `requester/${createHash('sha256')
    .update(JSON.stringify([organizationId, requesterKey]))
    .digest('hex')}`;
}
