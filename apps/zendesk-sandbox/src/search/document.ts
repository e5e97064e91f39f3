import type { JsonValue } from '../http/json';
import { PRIORITIES, STATUSES, type Ticket } from '../tickets/ticket';
import { emailsOf } from '../users/user-store';
import type { User } from '../users/user';
import { wordsOf } from './query';

/** A ticket or user as the search index saw it last; the live record may have moved on. */
export type SearchDocument =
  | { readonly kind: 'ticket'; readonly record: Ticket; readonly words: readonly string[] }
  | { readonly kind: 'user'; readonly record: User; readonly words: readonly string[] };

/** Longest part of a description that is searched. */
const DESCRIPTION_CHARACTERS = 2_000;

/** Copies a ticket into the index. */
export function ticketDocument(ticket: Ticket): SearchDocument {
  const description = ticket.comments[0]?.plainBody.slice(0, DESCRIPTION_CHARACTERS) ?? '';
  const text = [ticket.subject ?? '', description, ticket.externalId ?? '', ...ticket.tags].join(' ');
  return { kind: 'ticket', record: { ...ticket }, words: wordsOf(text) };
}

/** Copies a user into the index. */
export function userDocument(user: User): SearchDocument {
  const values = Object.values(user.userFields).filter((value) => typeof value === 'string');
  const text = [
    user.name,
    ...user.identities.map((identity) => identity.value),
    user.externalId ?? '',
    user.phone ?? '',
    user.notes ?? '',
    user.details ?? '',
    ...user.tags,
  ];
  return {
    kind: 'user',
    record: { ...user, identities: user.identities.map((identity) => ({ ...identity })) },
    words: wordsOf([...text, ...values].join(' ')),
  };
}

/** What a property of a document is compared by. */
export interface PropertyValues {
  readonly values: readonly string[];
  /** The words of a text, in order. */
  readonly words?: readonly string[];
  /** Where the property has an order: the rank of a value of a query, and of the document. */
  readonly order?: { readonly rankOf: (text: string) => number; readonly rank: number };
}

/** The values of a property that a query names, or undefined for a property that the kind does not have. */
export function propertyValues(document: SearchDocument, key: string): PropertyValues | undefined {
  return document.kind === 'ticket' ? ticketValues(document.record, key) : userValues(document.record, key);
}

function ticketValues(ticket: Ticket, key: string): PropertyValues | undefined {
  switch (key) {
    case 'id':
      return values(ticket.id);
    case 'status':
      return ranked(ticket.status, STATUSES);
    case 'priority':
      return ranked(ticket.priority, PRIORITIES);
    case 'ticket_type':
      return values(ticket.type);
    case 'subject':
      return values(...wordsOf(ticket.subject ?? ''));
    case 'external_id':
      return values(ticket.externalId);
    case 'tags':
      return values(...ticket.tags);
    case 'requester':
    case 'requester_id':
      return values(ticket.requesterId);
    case 'assignee':
      return values(ticket.assigneeId ?? 'none');
    case 'group':
      return values(ticket.groupId ?? 'none');
    case 'brand':
      return values(ticket.brandId);
    case 'created':
    case 'created_at':
      return moment(ticket.createdAt);
    case 'updated':
    case 'updated_at':
      return moment(ticket.updatedAt);
    case 'solved':
      return ticket.solvedAt === null ? values() : moment(ticket.solvedAt);
    default:
      return key.startsWith('custom_field_') ? field(ticket.customFields[Number(key.slice(13))]) : undefined;
  }
}

function userValues(user: User, key: string): PropertyValues | undefined {
  switch (key) {
    case 'id':
      return values(user.id);
    case 'email':
      return values(...emailsOf(user));
    case 'name':
      return text(user.name);
    case 'external_id':
      return values(user.externalId);
    case 'role':
      return values(user.role);
    case 'phone':
      return values(user.phone);
    case 'notes':
      return text(user.notes);
    case 'details':
      return text(user.details);
    case 'tags':
      return values(...user.tags);
    case 'is_suspended':
      return values(String(user.suspended));
    case 'created':
    case 'created_at':
      return moment(user.createdAt);
    case 'updated':
    case 'updated_at':
      return moment(user.updatedAt);
    default:
      return Object.hasOwn(user.userFields, key) ? field(user.userFields[key]) : undefined;
  }
}

function values(...list: readonly (string | number | null)[]): PropertyValues {
  return { values: list.filter((value) => value !== null).map((value) => String(value).toLowerCase()) };
}

/** A text is found by its words, by a phrase out of it, and as a whole. */
function text(value: string | null): PropertyValues {
  const words = wordsOf(value ?? '');
  return { ...values(...words, value), words };
}

function field(value: JsonValue | undefined): PropertyValues {
  const list = Array.isArray(value) ? value : [value ?? null];
  return values(...list.map((item) => (item === null || typeof item === 'object' ? null : String(item))));
}

function ranked(value: string | null, order: readonly string[]): PropertyValues {
  const rankOf = (text: string): number => order.indexOf(text);
  return { ...values(value), order: { rankOf, rank: value === null ? Number.NaN : rankOf(value) } };
}

function moment(ms: number): PropertyValues {
  const text = new Date(ms).toISOString();
  return {
    values: [text, text.slice(0, 10), `${text.slice(0, 19)}z`.toLowerCase()],
    order: { rankOf: Date.parse, rank: ms },
  };
}
