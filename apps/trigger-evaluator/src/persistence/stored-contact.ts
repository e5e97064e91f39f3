import type { Association, Contact, EmailField, EmailFields } from '@parley/sync-policy';
import { MarkReader, MarkWriter, type StoredMark, type StoredShared } from './stored-marks';

/** Fields as they are stored: `null` is a value that is no address. */
export type StoredFields = readonly [
  moved: StoredMark | null,
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

/** Text that stands for a contact in the table; read back by {@link readContact}. */
export function writeContact({ name, handle, fields, associations }: Contact): string {
  const writer = new MarkWriter();
  const parts = {
    ...(name === undefined ? {} : { n: name }),
    ...(handle === undefined ? {} : { h: handle }),
    ...writeFields(writer, fields),
    ...(associations.size === 0
      ? {}
      : {
          a: [...associations].map(([organizationId, one]) => [
            organizationId,
            ...writeAssociation(writer, one),
          ]),
        }),
  };
  return JSON.stringify({ ...parts, ...writer.shared() });
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
    associations: new Map(
      (stored.a ?? []).map(([organizationId, user, mark]) => [
        organizationId,
        { zendeskUserId: user ?? undefined, mark: reader.mark(mark) },
      ]),
    ),
  };
}

/** Fields as a part of a stored state; nothing where there are none. */
export function writeFields(
  writer: MarkWriter,
  { byKey, moved }: EmailFields,
): { readonly e?: StoredFields } {
  if (moved === undefined) return {};
  const fields = [...byKey].map(([key, field]) =>
    field === 'invalid' ? ([key, null] as const) : ([key, field.email, writer.mark(field.mark)] as const),
  );
  return { e: [writer.mark(moved), ...fields] };
}

/** Reads what {@link writeFields} wrote. */
export function readFields(reader: MarkReader, stored: StoredFields | undefined): EmailFields {
  const [moved, ...fields] = stored ?? [null];
  const byKey = new Map<string, EmailField>();
  for (const [key, email, mark] of fields) {
    byKey.set(key, email === null ? 'invalid' : { email, mark: reader.mark(mark) });
  }
  return { byKey, moved: moved === null ? undefined : reader.mark(moved) };
}

function writeAssociation(writer: MarkWriter, { zendeskUserId, mark }: Association) {
  return [zendeskUserId ?? null, writer.mark(mark)] as const;
}
