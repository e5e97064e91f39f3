import type { CloudEvent, EventRef, Position } from '@parley/contracts';
import type { SimOrganization } from './sim-organization';
import type { StorySetting, Telling } from './story';

/** One event of a conversation as it lies in the log. */
export interface ToldEvent {
  readonly id: string;
  readonly what: Telling;
  readonly position: Position;
  /** The word that finds its text in Zendesk again. */
  readonly token: string;
  readonly tags: readonly string[];
  /** The message that it edits. */
  readonly edits: string | undefined;
  /** The message that it deletes. */
  readonly deletes: string | undefined;
}

/** A ticket that was asked for. */
export interface AskedTicket {
  readonly key: string;
  readonly firedAt: Position;
  /** The event that fired. */
  readonly trigger: EventRef;
  /** The furthest position that was asked for. */
  through: Position;
}

/** A conversation, as the platform and the evaluator have it. */
export interface Conversation {
  readonly id: string;
  /** The one that its account is linked to. */
  readonly organization: SimOrganization;
  readonly contactId: string;
  /** Routed to the team of a Mode B that does not go on after creation (T6). */
  readonly isFrozen: boolean;
  /** In log order, each id once. */
  readonly told: ToldEvent[];
  /** Zendesk users who were the requester, the newest last. */
  readonly users: number[];
  /** In the order in which they were asked for. */
  readonly asked: AskedTicket[];
  readonly requests: CloudEvent[];
  /** Encoded records, to be told again. */
  readonly records: { readonly id: string; readonly event: CloudEvent }[];
}

/**
 * The conversations of a story before anything is told; with two organizations they have them in turns, and a user's number is
 * another person in each.
 */
export function conversationsOf(
  { conversations, sharesContact, freezesFirst }: StorySetting,
  organizations: readonly SimOrganization[],
): Conversation[] {
  return Array.from({ length: conversations }, (_, index) => {
    const organization = organizations[index % organizations.length];
    if (organization === undefined) throw new Error('A story has an organization');
    const id = `conv-${index + 1}`;
    return {
      id,
      organization,
      contactId: sharesContact ? 'contact-1' : `contact-${index + 1}`,
      isFrozen: freezesFirst && index === 0,
      told: [],
      users: [501 + Math.floor(index / organizations.length) * 10],
      asked: [],
      requests: [],
      records: [],
    };
  });
}

/** Whether it opens a follow-up, and counts as a message of the conversation. */
export function isMessage(what: Telling): boolean {
  return what === 'contact' || what === 'advisor' || what === 'bot' || what === 'failed';
}

/** The requester's Zendesk user now. */
export function userOf({ users }: Conversation): number {
  return users.at(-1) ?? 0;
}
