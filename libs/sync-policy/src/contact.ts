import { type EmailFields, type FieldValue, mergeFields, NO_FIELDS } from './email-fields';
import type { Mark } from './moment';

/** What an advisor said last about the contact in one organization; no user: the association was taken back (T9). */
export interface Association {
  readonly zendeskUserId: number | undefined;
  readonly mark: Mark;
}

/** What the policy remembers of a person, over all their conversations. Bounded: see {@link MAX_FIELDS}. */
export interface Contact {
  readonly id: string;
  readonly name: string | undefined;
  readonly handle: string | undefined;
  readonly fields: EmailFields;
  /** By organization: as many as an advisor ever associated the contact in. */
  readonly associations: ReadonlyMap<string, Association>;
}

/** What an event tells about its contact; what is left out is unchanged. */
export interface ContactDetails {
  readonly id: string;
  readonly name?: string;
  readonly handle?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

interface ContactFactBase {
  readonly mark: Mark;
  readonly contact: ContactDetails;
}

/** An event about a person rather than about one conversation. */
export type ContactFact =
  | (ContactFactBase & { readonly kind: 'contact-updated' | 'contact-erased' })
  | (ContactFactBase & {
      readonly kind: 'contact-associated';
      readonly organizationId: string;
      readonly zendeskUserId: number;
    })
  | (ContactFactBase & { readonly kind: 'contact-disassociated'; readonly organizationId: string });

/** Longest name kept, in UTF-16 units: Zendesk takes no longer one. */
export const MAX_NAME_LENGTH = 255;

/** A person of whom nothing is known. */
export function newContact(id: string): Contact {
  return { id, name: undefined, handle: undefined, fields: NO_FIELDS, associations: new Map() };
}

/** What an event about any of the contact's conversations tells about them; the same object when nothing changed. */
export function learnContact(contact: Contact, details: ContactDetails, mark: Mark): Contact {
  const name = details.name === undefined ? contact.name : nameOf(details.name);
  const handle = details.handle === undefined ? contact.handle : nameOf(details.handle);
  const fields = mergeFields(contact.fields, details.fields, mark);
  if (name === contact.name && handle === contact.handle && fields === contact.fields) return contact;
  return { ...contact, name, handle, fields };
}

/** Folds an event about the person; the same object when nothing changed. */
export function evolveContact(contact: Contact, fact: ContactFact): Contact {
  if (fact.kind === 'contact-erased') {
    return { ...newContact(contact.id), associations: contact.associations };
  }
  const known = learnContact(contact, fact.contact, fact.mark);
  switch (fact.kind) {
    case 'contact-updated':
      return known;
    case 'contact-associated':
      return associate(known, fact.organizationId, fact.zendeskUserId, fact.mark);
    case 'contact-disassociated':
      return associate(known, fact.organizationId, undefined, fact.mark);
  }
}

/**
 * Whether a change of the contact can move a trigger of conversations other than the one it came with: an association,
 * or an address in one of the fields that some organization reads.
 */
export function movesTriggers(before: Contact, after: Contact, emailKeys: ReadonlySet<string>): boolean {
  if (before === after) return false;
  if (before.associations !== after.associations) return true;
  if (before.fields === after.fields) return false;
  for (const key of emailKeys) if (before.fields.byKey.get(key) !== after.fields.byKey.get(key)) return true;
  return false;
}

function associate(
  contact: Contact,
  organizationId: string,
  zendeskUserId: number | undefined,
  mark: Mark,
): Contact {
  const associations = new Map(contact.associations);
  associations.set(organizationId, { zendeskUserId, mark });
  return { ...contact, associations };
}

function nameOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length <= MAX_NAME_LENGTH) return trimmed === '' ? undefined : trimmed;
  // A surrogate pair is never cut in two.
  return trimmed.slice(0, MAX_NAME_LENGTH).replace(/[\uD800-\uDBFF]$/, '');
}
