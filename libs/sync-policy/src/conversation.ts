import type { ContactDetails } from './contact';
import { type EmailFields, type FieldValue, mergeFields, NO_FIELDS } from './email-fields';
import type { Mark, Position } from './moment';
import { type Delivery, deliveryChanged, NO_REPLIES, type Replies, replyByAdvisor } from './replies';
import { currentTicket, type Tickets } from './ticket';

interface ConversationFactBase {
  readonly mark: Mark;
  /** When the log took the event (ms since 1970). */
  readonly loggedAt: number;
  readonly conversationId: string;
  readonly accountId: string;
  readonly contact: ContactDetails;
  readonly fields?: Readonly<Record<string, FieldValue>>;
}

/** An event about one conversation. `content-changed`: edits, deletions, tags and notes, which no trigger reads. */
export type ConversationFact = ConversationFactBase &
  (
    | { readonly kind: 'message-received'; readonly messageId: string }
    | {
        readonly kind: 'reply-sent';
        readonly messageId: string;
        readonly byAdvisor: boolean;
        readonly delivery: Delivery;
      }
    | { readonly kind: 'delivery-changed'; readonly messageId: string; readonly delivery: Delivery }
    | { readonly kind: 'routed'; readonly teamId: string | null }
    | { readonly kind: 'closed' | 'reopened' | 'fields-changed' | 'content-changed' }
  );

/** Where the conversation was routed last; no team: routed away. */
export interface Routing {
  readonly teamId: string | null;
  readonly mark: Mark;
}

/** The conversation was closed upstream and has not come back to life since. */
export interface Closure {
  readonly mark: Mark;
  /** When the log took the closing event (ms since 1970). */
  readonly loggedAt: number;
}

/**
 * What the policy remembers of one conversation: flags and positions, never messages. Bounded: replies, fields and
 * message ids by their own limits, tickets by two for each organization the account was ever linked to.
 */
export interface Conversation {
  readonly id: string;
  readonly contactId: string;
  readonly accountId: string;
  /** The event it began with. */
  readonly first: Mark;
  /** The last event that a ticket could show. */
  readonly latest: Position;
  readonly replies: Replies;
  readonly routing: Routing | undefined;
  readonly fields: EmailFields;
  readonly closure: Closure | undefined;
  /** Ids of the contact's last messages, newest last: the same message told twice is one message. */
  readonly recentMessages: readonly string[];
  readonly tickets: ReadonlyMap<string, Tickets>;
  /** The gates as they were told last; see `pictureOf`. */
  readonly toldGates: string;
  /** Version of what was told last about this conversation; rises by one with each telling. */
  readonly version: number;
}

/**
 * How many of the contact's last messages are remembered by id, so that one told again under another event id makes no
 * second ticket (T6): few while no ticket is frozen, because then nothing depends on it yet.
 */
export const MAX_RECENT_MESSAGES = { running: 4, frozen: 16 } as const;

/** The conversation an event begins; the event itself is not folded yet. */
export function newConversation(fact: ConversationFact): Conversation {
  return {
    id: fact.conversationId,
    contactId: fact.contact.id,
    accountId: fact.accountId,
    first: fact.mark,
    latest: fact.mark.position,
    replies: NO_REPLIES,
    routing: undefined,
    fields: NO_FIELDS,
    closure: undefined,
    recentMessages: [],
    tickets: new Map(),
    toldGates: '',
    version: 0,
  };
}

/** Folds an event into what is remembered. */
export function evolve(state: Conversation, fact: ConversationFact): Conversation {
  const fields = mergeFields(state.fields, fact.fields, fact.mark);
  const latest = fact.mark.position;
  switch (fact.kind) {
    case 'message-received':
      return {
        ...state,
        fields,
        latest,
        closure: undefined,
        recentMessages: remember(state, fact.messageId),
      };
    case 'reply-sent': {
      const replies = fact.byAdvisor
        ? replyByAdvisor(state.replies, fact.messageId, fact.delivery, fact.mark)
        : state.replies;
      return { ...state, fields, latest, closure: undefined, replies };
    }
    case 'delivery-changed': {
      const replies = deliveryChanged(state.replies, fact.messageId, fact.delivery, fact.mark);
      return { ...state, fields, latest, replies };
    }
    case 'routed':
      // A ticket does not show where its conversation is routed, nor what its fields hold: `latest` stays.
      return { ...state, fields, routing: { teamId: fact.teamId, mark: fact.mark } };
    case 'fields-changed':
      return fields === state.fields ? state : { ...state, fields };
    case 'closed':
      return { ...state, fields, latest, closure: { mark: fact.mark, loggedAt: fact.loggedAt } };
    case 'reopened':
      return { ...state, fields, latest, closure: undefined };
    case 'content-changed':
      return { ...state, fields, latest };
  }
}

/** Forgets what the contact's erasure makes unreadable (X7): the addresses in the fields. */
export function forgetFields(state: Conversation): Conversation {
  return state.fields === NO_FIELDS ? state : { ...state, fields: NO_FIELDS };
}

/** Whether the event is a message of the contact that was not told before. */
export function isNewContactMessage(state: Conversation, fact: ConversationFact): boolean {
  return fact.kind === 'message-received' && !state.recentMessages.includes(fact.messageId);
}

function remember(state: Conversation, messageId: string): readonly string[] {
  const known = state.recentMessages;
  if (known.at(-1) === messageId) return known;
  const limit = hasFrozenTicket(state) ? MAX_RECENT_MESSAGES.frozen : MAX_RECENT_MESSAGES.running;
  const others = known.includes(messageId) ? known.filter((id) => id !== messageId) : known;
  return [...others.slice(Math.max(0, others.length + 1 - limit)), messageId];
}

function hasFrozenTicket(state: Conversation): boolean {
  for (const tickets of state.tickets.values()) if (currentTicket(tickets)?.frozen === true) return true;
  return false;
}
