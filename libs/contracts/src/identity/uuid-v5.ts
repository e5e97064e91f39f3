import { hash } from 'node:crypto';

/** Namespace of every UUIDv5 that Parley derives. Never changes: ticket keys in Zendesk are made with it. */
export const PARLEY_NAMESPACE = '6c1f0f0a-9d0e-5b7c-8a57-3f1f5f5d9b11';

const PARLEY_NAMESPACE_BYTES = bytesOf(PARLEY_NAMESPACE);
const VARIANTS = '89ab';

function bytesOf(namespace: string): Buffer {
  const bytes = Buffer.from(namespace.replaceAll('-', ''), 'hex');
  if (bytes.length !== 16) throw new TypeError(`Not a UUID: ${namespace}`);
  return bytes;
}

/**
 * UUID version 5 (RFC 9562): the same namespace and name always give the same UUID.
 *
 * @throws TypeError when `namespace` is not a UUID.
 */
export function uuidV5(namespace: string, name: string): string {
  const space = namespace === PARLEY_NAMESPACE ? PARLEY_NAMESPACE_BYTES : bytesOf(namespace);
  const hex = hash('sha1', Buffer.concat([space, Buffer.from(name, 'utf8')]));
  const variant = VARIANTS.charAt(parseInt(hex.charAt(16), 16) & 3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
