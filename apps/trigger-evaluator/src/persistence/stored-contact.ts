import {
  type Association,
  type Contact,
  type EmailField,
  type EmailFields,
  NO_FIELDS,
} from '@parley/sync-policy';
import { MarkReader, MarkWriter, type StoredMark, type StoredShared } from './stored-marks';

/** Fields as they are stored: `null` is a value that is no address. */
export type StoredFields = readonly [
  moved: StoredMark,
  ...fields: (
    readonly [key: string, email: string, mark: StoredMark] | readonly [key: string, email: null]
  )[],
];

interface StoredContact extends StoredShared {
  readonly n?: string;
  readonly h?: string;
  readonly e?: StoredFields;
  /** Associations: organization, user or null where it was taken back, mark. */
  readonly a?: readonly (readonly [string, number | null, StoredMark])[];
}

const NO_ASSOCIATIONS: Contact['associations'] = new Map();

/** Text that stands for a contact in the table; read back by {@link readContact}. */
export function writeContact({ name, handle, fields, associations }: Contact): string {
  const writer = new MarkWriter();
  // JSON leaves out what is undefined.
  const stored = {
    n: name,
    h: handle,
    e: writeFields(writer, fields),
    a:
      associations.size === 0
        ? undefined
        : Array.from(associations, ([organizationId, { zendeskUserId, mark }]) => [
            organizationId,
            zendeskUserId ?? null,
            writer.mark(mark),
          ]),
    p: writer.base(),
    s: writer.sources(),
  };
  return JSON.stringify(stored);
}

/** Reads what {@link writeContact} wrote. */
export function readContact(id: string, text: string): Contact {
  const stored = JSON.parse(text) as StoredContact;
  const reader = new MarkReader(stored);
  return {
    id,
    name: stored.n,
    handle: stored.h,
    fields: readFields(reader, stored.e),
    associations: stored.a === undefined ? NO_ASSOCIATIONS : readAssociations(reader, stored.a),
  };
}

/** Fields as a part of a stored state; undefined where there are none. */
export function writeFields(writer: MarkWriter, { byKey, moved }: EmailFields): StoredFields | undefined {
  if (moved === undefined) return undefined;
  const fields = Array.from(byKey, ([key, field]) =>
    field === 'invalid' ? ([key, null] as const) : ([key, field.email, writer.mark(field.mark)] as const),
  );
  return [writer.mark(moved), ...fields];
}

/** Reads what {@link writeFields} wrote. */
export function readFields(reader: MarkReader, stored: StoredFields | undefined): EmailFields {
  if (stored === undefined) return NO_FIELDS;
  const [moved, ...fields] = stored;
  const byKey = new Map<string, EmailField>();
  for (const [key, email, mark] of fields) {
    byKey.set(key, email === null ? 'invalid' : { email, mark: reader.mark(mark) });
  }
  return { byKey, moved: reader.mark(moved) };
}

function readAssociations(
  reader: MarkReader,
  stored: NonNullable<StoredContact['a']>,
): Contact['associations'] {
  const associations = new Map<string, Association>();
  for (const [organizationId, user, mark] of stored) {
    associations.set(organizationId, { zendeskUserId: user ?? undefined, mark: reader.mark(mark) });
  }
  return associations;
}
