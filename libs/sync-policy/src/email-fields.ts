import { normaliseEmail } from './email';
import type { Mark } from './moment';

/** Value of a custom field as the platform tells it; `null` clears. */
export type FieldValue = string | number | boolean | null | readonly string[];

/**
 * What one field says about an e-mail address: a usable one with the event that brought it, or `invalid`: there is a
 * value, and it is no address. Which field matters is configured later than it is filled in, so every field is kept.
 */
export type EmailField = { readonly email: string; readonly mark: Mark } | 'invalid';

/** The fields of a contact or of a conversation, reduced to e-mail addresses; nothing else of a value is kept. */
export interface EmailFields {
  readonly byKey: ReadonlyMap<string, EmailField>;
  /** The event that changed any of them last. */
  readonly moved: Mark | undefined;
}

/** No field is known. */
export const NO_FIELDS: EmailFields = { byKey: new Map(), moved: undefined };

/**
 * Most fields kept per contact and per conversation. Beyond it fields without an address go first, then the address that
 * was set longest ago: a platform would have to fill in more than this many address fields for one to be missed.
 */
export const MAX_FIELDS = 32;

/** Merges values into the fields, by key (contracts 3); the same object when nothing changed. */
export function mergeFields(
  fields: EmailFields,
  values: Readonly<Record<string, FieldValue>> | undefined,
  mark: Mark,
): EmailFields {
  if (values === undefined) return fields;
  let byKey: Map<string, EmailField> | undefined;
  for (const [key, value] of Object.entries(values)) {
    const now = read(value, mark);
    if (sameField(fields.byKey.get(key), now)) continue;
    byKey ??= new Map(fields.byKey);
    byKey.delete(key); // so that a changed field becomes the newest
    if (now !== undefined) byKey.set(key, now);
  }
  if (byKey === undefined) return fields;
  while (byKey.size > MAX_FIELDS) byKey.delete(leastWorthKeeping(byKey));
  return { byKey, moved: mark };
}

function read(value: FieldValue, mark: Mark): EmailField | undefined {
  if (value === null) return undefined;
  if (typeof value !== 'string') return 'invalid';
  const email = normaliseEmail(value);
  if (email !== undefined) return { email, mark };
  return value.trim() === '' ? undefined : 'invalid';
}

function sameField(left: EmailField | undefined, right: EmailField | undefined): boolean {
  if (left === undefined || right === undefined || left === 'invalid' || right === 'invalid')
    return left === right;
  return left.email === right.email;
}

function leastWorthKeeping(byKey: ReadonlyMap<string, EmailField>): string {
  let oldest: string | undefined;
  for (const [key, field] of byKey) {
    if (field === 'invalid') return key;
    oldest ??= key;
  }
  return oldest ?? '';
}
