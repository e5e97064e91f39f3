import type { OrganizationConfiguration, UserFieldValue } from '@parley/contracts';
import { normaliseEmail } from '@parley/sync-policy';
import type { ServedProblem } from './served';
import type { UserProperty } from './user-properties';

/** A value that stands in the way, by its name in the list of creation fields. */
type ValueFault = NonNullable<ServedProblem['faults']>[number];

/** What an advisor wants to create, as the API takes it. */
export interface NewCustomer {
  readonly name: string;
  /** Normalised (C3). */
  readonly email?: string;
  /** Everything else, user fields under `user_fields`: the prefix of the lists is gone (C1). */
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Values that fit the creation fields, or all that is wrong with them. */
export type CheckedValues =
  | { readonly ok: true; readonly customer: NewCustomer }
  | { readonly ok: false; readonly faults: readonly ValueFault[] };

type Values = Readonly<Record<string, UserFieldValue>>;

/** Checks values against the creation fields: nothing else, the required ones there, each of the type of its field (C2). */
export function checkValues(
  values: Values,
  createFields: OrganizationConfiguration['createFields'],
  properties: ReadonlyMap<string, UserProperty>,
): CheckedValues {
  const faults: ValueFault[] = [];
  const listed = new Map(createFields.map(({ key, required }) => [key, required]));
  for (const key of Object.keys(values)) {
    if (!listed.has(key))
      faults.push(fault(key, 'not-a-creation-field', 'is none of the creation fields of the configuration'));
  }
  const body: Record<string, unknown> = {};
  const userFields: Record<string, unknown> = {};
  for (const [key, required] of listed) {
    const property = properties.get(key);
    // Zendesk has no such field any more: it cannot be filled in, and the list says so where it is edited.
    if (property?.uses.includes('create') !== true) continue;
    const value = present(values[key]);
    if (value === undefined) {
      if (required) faults.push(fault(key, 'required', 'is required'));
      continue;
    }
    const read = readValue(property, value);
    if ('wrong' in read) faults.push(fault(key, 'wrong-type', read.wrong));
    else if (property.standard) body[property.apiKey] = read.value;
    else userFields[property.apiKey] = read.value;
  }
  const { name, email, ...rest } = body;
  const address = typeof email === 'string' ? email : undefined;
  // Zendesk needs a name; without one it is the address's local part, as everywhere (K2).
  const called = typeof name === 'string' ? name : address?.slice(0, address.lastIndexOf('@'));
  if (called === undefined && faults.length === 0) faults.push(fault('name', 'required', 'is required'));
  if (called === undefined || faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    customer: {
      name: called,
      ...(address === undefined ? {} : { email: address }),
      properties: { ...rest, ...(Object.keys(userFields).length > 0 ? { user_fields: userFields } : {}) },
    },
  };
}

function fault(key: string, code: string, detail: string): ValueFault {
  return { code, detail, pointer: `/fields/${key}` };
}

/** The value without surrounding spaces; undefined where there is none. */
function present(value: UserFieldValue | undefined): NonNullable<UserFieldValue> | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return Array.isArray(value) && value.length === 0 ? undefined : (value as NonNullable<UserFieldValue>);
}

type Read = { readonly value: unknown } | { readonly wrong: string };

/** Reads a value by the type of its field, as generously as Zendesk itself does. */
function readValue(property: UserProperty, value: NonNullable<UserFieldValue>): Read {
  const allowed = new Set((property.options ?? []).map((option) => option.value));
  switch (property.type) {
    case 'email': {
      const email = typeof value === 'string' ? normaliseEmail(value) : undefined;
      return email === undefined ? { wrong: 'is no e-mail address' } : { value: email };
    }
    case 'checkbox':
      if (typeof value === 'boolean') return { value };
      return value === 'true' || value === 'false'
        ? { value: value === 'true' }
        : { wrong: 'is not true or false' };
    case 'integer':
      return isNumeric(value, /^-?\d{1,15}$/) ? { value: Number(value) } : { wrong: 'is no whole number' };
    case 'decimal':
      return isNumeric(value, /^-?\d{1,15}(\.\d{1,10})?$/)
        ? { value: Number(value) }
        : { wrong: 'is no number' };
    case 'date':
      return typeof value === 'string' && isDay(value) ? { value } : { wrong: 'is no date like 2026-11-21' };
    case 'dropdown':
      return typeof value === 'string' && allowed.has(value)
        ? { value }
        : { wrong: `is none of ${[...allowed].join(', ')}` };
    case 'multiselect':
      return Array.isArray(value) && value.every((one) => allowed.has(String(one)))
        ? { value }
        : { wrong: `is no list out of ${[...allowed].join(', ')}` };
    case 'regexp':
      return typeof value === 'string' && matches(property.pattern, value)
        ? { value }
        : { wrong: 'does not match what the field asks for' };
    default:
      return typeof value === 'string' || typeof value === 'number'
        ? { value: String(value) }
        : { wrong: 'is no text' };
  }
}

function isNumeric(value: NonNullable<UserFieldValue>, form: RegExp): boolean {
  return (typeof value === 'string' || typeof value === 'number') && form.test(String(value));
}

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/**
 * Zendesk's expressions are Ruby's: one that is none here is left to Zendesk. So are long values, for which an expression that goes
 * back and forth could take for ever.
 */
function matches(pattern: string | undefined, value: string): boolean {
  if (pattern === undefined || value.length > LONGEST_MATCHED) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    return true;
  }
}

const LONGEST_MATCHED = 30;
