import { createHash } from 'node:crypto';

/**
 * `external_id` of a user that Parley makes: unique in the Zendesk account, so that nothing can make the same one twice (C3), and without the
 * address or id it was made from.
 */
export function externalIdOf(requesterKey: string): string {
  return `parley:${createHash('sha256').update(requesterKey, 'utf8').digest('hex')}`;
}
