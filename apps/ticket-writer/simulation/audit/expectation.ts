import type { AskedTicket, Conversation, ToldEvent } from '../world/conversation';
import type { StorySetting } from '../world/story';

/** One thing that a conversation's tickets must show, in this order (behaviour K1 to K13). */
export interface Expected {
  readonly token: string;
  readonly isPublic: boolean;
  /** Who may be named as its author when it stands alone. */
  readonly author: 'requester' | 'agent' | 'connected-user';
  /** Counts the tickets of a calm day, from 0. */
  readonly ticket: number;
  /** Whether only messages show here: an amendment of a closed ticket shows nowhere, and an agent may close at any time. */
  readonly isAmendment: boolean;
}

/** What a calm day would have left in Zendesk. */
export interface CalmDay {
  readonly shown: readonly Expected[];
  /** Of the last ticket. */
  readonly status: 'closed' | 'solved' | 'open';
  readonly tags: readonly string[];
  /** Texts of deleted messages that were there and must not be any more (K13). */
  readonly redacted: ReadonlySet<string>;
  /** Amendments that nobody sees, because their ticket was closed. */
  readonly unshown: ReadonlySet<string>;
  /** How often a ticket says that a message was deleted, at least; exactly so often where nothing is redacted. */
  readonly deletions: number;
}

/** Reads the log once up to a place, as if every event had been brought at once. */
export function calmDay(
  { told }: Conversation,
  { firedAt, through }: AskedTicket,
  { closeAs, redactDeleted }: Pick<StorySetting, 'closeAs' | 'redactDeleted'>,
): CalmDay {
  const history = told.filter(({ position }) => position.offset <= firedAt.offset);
  const later = told.filter(
    ({ position: { offset } }) => offset > firedAt.offset && offset <= through.offset,
  );
  const shown: Expected[] = [];
  let closedUpstream = false;
  let tags: readonly string[] = [];
  /** What a closed ticket could not take, until its follow-up does. */
  let waitingTags: readonly string[] | undefined;
  let deletions = 0;
  const unshown = new Set<string>();
  for (const event of history) {
    if (event.what === 'tags') tags = event.tags;
    if (event.what === 'closed') closedUpstream = true;
    if (event.what === 'reopened' || event.what === 'contact') closedUpstream = false;
    const item = itemOf(event, 0);
    if (item === undefined || item.isAmendment) continue;
    // K13: before the first write the latest text, or "deleted" without the text.
    if (isDeletedIn(event, history)) deletions += 1;
    else shown.push({ ...item, token: latestText(event, history) });
  }
  let status: CalmDay['status'] = closedUpstream ? closeAs : 'open';
  let ticket = 0;
  for (const event of later) {
    if (event.what === 'closed') status = status === 'closed' ? 'closed' : closeAs;
    if (event.what === 'reopened' && status === 'solved') status = 'open';
    if (event.what === 'tags' && status !== 'closed') tags = event.tags;
    // Tags of a closed ticket wait for its follow-up (K7, K9).
    if (event.what === 'tags' && status === 'closed') waitingTags = event.tags;
    if (event.what === 'deletion' && status !== 'closed') deletions += 1;
    const item = itemOf(event, ticket);
    if (item === undefined) continue;
    if (status === 'closed' && item.isAmendment) {
      unshown.add(item.token);
      continue;
    }
    if (status === 'closed') {
      ticket += 1;
      status = 'open';
      tags = waitingTags ?? tags;
      waitingTags = undefined;
    }
    if (event.what === 'contact') status = 'open';
    shown.push({ ...item, ticket });
  }
  const redacted = new Set(redactDeleted ? later.flatMap((event) => textsOfDeleted(event, told)) : []);
  return {
    shown: shown.filter(({ token }) => !redacted.has(token)),
    status,
    tags,
    redacted,
    unshown,
    deletions,
  };
}

/** What a deletion takes away: the message's text, and what it was edited to. */
function textsOfDeleted({ deletes }: ToldEvent, told: readonly ToldEvent[]): readonly string[] {
  if (deletes === undefined) return [];
  return told.filter(({ token, edits }) => token === deletes || edits === deletes).map(({ token }) => token);
}

function isDeletedIn({ token }: ToldEvent, history: readonly ToldEvent[]): boolean {
  return history.some(({ deletes }) => deletes === token);
}

function itemOf(event: ToldEvent, ticket: number): Expected | undefined {
  const base = { token: event.token, ticket, isAmendment: false };
  switch (event.what) {
    case 'contact':
      return { ...base, isPublic: true, author: 'requester' };
    case 'advisor':
      return { ...base, isPublic: true, author: 'agent' };
    case 'failed':
      return { ...base, isPublic: false, author: 'agent' };
    case 'bot':
      return { ...base, isPublic: true, author: 'connected-user' };
    case 'edit':
      return { ...base, isPublic: false, author: 'connected-user', isAmendment: true };
    case 'deletion':
    case 'tags':
    case 'closed':
    case 'reopened':
      return undefined;
  }
}

function latestText(message: ToldEvent, history: readonly ToldEvent[]): string {
  return history.findLast(({ edits }) => edits === message.token)?.token ?? message.token;
}
