import { createHash } from 'node:crypto';

/** Namespace of every UUIDv5 that Parley derives. Never changes: ticket keys in Zendesk are made with it. */
export const PARLEY_NAMESPACE = '6c1f0f0a-9d0e-5b7c-8a57-3f1f5f5d9b11';

/**
 * UUID version 5 (RFC 9562): the same namespace and name always give the same UUID.
 *
 * @throws TypeError when `namespace` is not a UUID.
 */
export function uuidV5(namespace: string, name: string): string {
  const space = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (space.length !== 16) throw new TypeError(`Not a UUID: ${namespace}`);
  const digest = createHash('sha1').update(space).update(name, 'utf8').digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
