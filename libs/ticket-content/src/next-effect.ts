import type { AttachmentOutcomes } from './attachment';
import { takeBatch, type Batch, type BatchComment } from './batch';
import { changesOf, closingOf, tagsOfNew } from './changes';
import {
  isSame,
  type Achieved,
  type Comment,
  type CreateEffect,
  type EffectClass,
  type NextEffect,
  type TicketView,
  type UpdateEffect,
} from './effect';
import { followUpNote, historyNote, ignoredNote } from './note';
import { isAfter, laterOf, type LogPosition } from './position';
import { dueRedaction } from './redaction';
import type { ContentSettings, People } from './settings';
import { subjectOf } from './subject';
import { normaliseTags } from './tags';
import type { HistorySummary, TranscriptSlice } from './transcript';

/** At so many comments a ticket is closed and a follow-up goes on (K6); Zendesk refuses the 5,001st. */
export const COMMENTS_PER_TICKET = 4_900;

/** A conversation's ticket as the writer stands with it. */
export interface LaneView {
  /** The mode that fired; only an association's ticket takes the requester of a newer one (T10). */
  readonly mode: 'A' | 'B';
  readonly firedAt: LogPosition;
  /** How far the ticket may and shall show the conversation. */
  readonly through: LogPosition;
  /** Whether nothing but the first write may touch the ticket (T6). */
  readonly frozen: boolean;
  readonly achieved: Achieved;
  /** The newest ticket of the lane; `null` while there is none. */
  readonly ticket: TicketView | null;
  /** The closed ticket that `ticket` goes on from, when it is a follow-up. */
  readonly earlierTicketId: number | null;
}

/** All that the next effect depends on. */
export interface ContentInput {
  readonly lane: LaneView;
  readonly slice: TranscriptSlice;
  /** Needed as long as `achieved.history` is not `done`. */
  readonly history: HistorySummary;
  readonly settings: ContentSettings;
  readonly people: People;
  /** What became of the slice's attachments so far. */
  readonly attachments: AttachmentOutcomes;
}

/**
 * The next call to make for a ticket, or why there is none. The same input always gives the same answer; applying the
 * answer's `achieved` and asking again leads, whatever the pages and pauses, to the same messages in the same order.
 */
export function nextEffect(input: ContentInput): NextEffect {
  const { achieved, ticket } = input.lane;
  if (ticket !== null && achieved.followUpNoteDue) return introduceFollowUp(input, ticket);
  if (ticket !== null && ticket.status !== 'closed' && achieved.ignored.length > 0)
    return tellIgnored(input, ticket);
  switch (achieved.history) {
    case 'open':
      return writeHistory(input, ticket);
    case 'noted':
      return settleHistory(input, ticket);
    case 'done':
      return goOn(input, ticket);
  }
}

/** K9: the note that names the ticket before this one. */
function introduceFollowUp(input: ContentInput, ticket: TicketView): NextEffect {
  const achieved: Achieved = { ...input.lane.achieved, followUpNoteDue: false };
  if (ticket.status === 'closed' || input.lane.earlierTicketId === null) return { kind: 'advance', achieved };
  if (isFull(ticket)) return closeFull(input);
  const comment = ownComment(followUpNote(input.lane.earlierTicketId, input.settings.words), input);
  return { ...updateOf(input, 'internal', achieved), comment };
}

/** X3: the notes about what was let go. On a closed ticket they wait for its follow-up. */
function tellIgnored(input: ContentInput, ticket: TicketView): NextEffect {
  const { achieved } = input.lane;
  if (isFull(ticket)) return closeFull(input);
  const html = achieved.ignored.map((ignored) => ignoredNote(ignored, input.settings)).join('');
  return {
    ...updateOf(input, 'internal', { ...achieved, ignored: [] }),
    comment: ownComment(html, input),
  };
}

/** K1: the messages up to the firing event, then the note, with the final status in the note's call. */
function writeHistory(input: ContentInput, ticket: TicketView | null): NextEffect {
  const { lane, slice, settings } = input;
  const isClosed = ticket?.status === 'closed';
  const batch = takeBatch(slice, lane.achieved, lane.firedAt, 'history', settings, input.attachments);
  if (batch.due.length > 0) return { kind: 'attachments-due', due: batch.due };
  if (batch.comment !== undefined) {
    return deliver(input, batch.comment, batch, { ...lane.achieved, ...batch.reached }, 'history');
  }
  const pageEndsInside = !slice.complete && !slice.entries.some((entry) => isAfter(entry.at, lane.firedAt));
  if (pageEndsInside) return { kind: 'advance', achieved: { ...lane.achieved, ...batch.reached } };
  const written = finished(input, {
    ...lane.achieved,
    history: 'done',
    position: laterOf(lane.achieved.position, lane.firedAt),
  });
  if (isClosed) return { kind: 'advance', achieved: written };
  const comment = ownComment(historyNote(input.history, input.people.account, settings.words), input);
  if (ticket === null) {
    const achieved: Achieved = input.history.closed
      ? { ...written, position: lane.firedAt, history: 'noted' }
      : written;
    return createOf(input, 'create', comment, achieved, lane.firedAt, [], []);
  }
  if (isFull(ticket)) return closeFull(input);
  const closing = input.history.closed ? closingOf(ticket, settings, input.people) : {};
  return { ...updateOf(input, input.history.closed ? 'close' : 'history', written), comment, ...closing };
}

/** The final status of a history that had no message, so that its note was the ticket's first comment. */
function settleHistory(input: ContentInput, ticket: TicketView | null): NextEffect {
  const achieved = finished(input, { ...input.lane.achieved, history: 'done' });
  const closing = ticket === null ? {} : closingOf(ticket, input.settings, input.people);
  if (closing.status === undefined) return { kind: 'advance', achieved };
  return { ...updateOf(input, 'close', achieved), ...closing };
}

/** T8: what came after the firing event. */
function goOn(input: ContentInput, ticket: TicketView | null): NextEffect {
  const { lane, slice, settings } = input;
  const isClosed = ticket?.status === 'closed';
  const redaction = dueRedaction(lane, slice, settings);
  if (redaction !== undefined) return redaction;
  const place = isClosed ? 'closed' : 'open';
  const batch = takeBatch(slice, lane.achieved, lane.firedAt, place, settings, input.attachments);
  if (batch.due.length > 0) return { kind: 'attachments-due', due: batch.due };
  const reached: Achieved = {
    ...lane.achieved,
    ...batch.reached,
    conversationTags: batch.tags ?? lane.achieved.conversationTags,
  };
  const achieved = finished(input, reached);
  if (batch.comment !== undefined) return deliver(input, batch.comment, batch, achieved);
  // What was let go has no ticket to be noted on any more.
  if (ticket === null || isClosed) return settled(input, { ...achieved, ignored: [] });
  const changes = changesOf(ticket, batch, lane.achieved, settings, input.people);
  if (Object.keys(changes.update).length === 0) return settled(input, { ...achieved, ...changes.achieved });
  const effect = updateOf(input, batch.closes ? 'close' : 'internal', { ...achieved, ...changes.achieved });
  return { ...effect, ...changes.update, traceparents: batch.traceparents };
}

/** Puts a batch's comment where it belongs: a first ticket, an open one, or a follow-up of a closed one. */
function deliver(
  input: ContentInput,
  shown: BatchComment,
  batch: Batch,
  achieved: Achieved,
  history?: 'history',
): NextEffect {
  const { ticket } = input.lane;
  if (ticket !== null && ticket.status !== 'closed' && isFull(ticket)) return closeFull(input);
  const authorId = authorOf(shown, input.people);
  if (authorId === undefined)
    return { kind: 'agent-unknown', key: shown.author.kind === 'agent' ? shown.author.key : '' };
  const comment: Comment = {
    html: shown.html,
    public: shown.visibility === 'public',
    authorId,
    ...(shown.uploads.length === 0 ? {} : { uploads: shown.uploads }),
  };
  const through = batch.through ?? input.lane.through;
  if (ticket === null)
    return createOf(input, 'create', comment, achieved, through, batch.traceparents, shown.shows);
  if (ticket.status === 'closed')
    return createOf(input, 'follow-up', comment, achieved, through, batch.traceparents, shown.shows);
  const changes =
    history === undefined
      ? changesOf(ticket, batch, input.lane.achieved, input.settings, input.people)
      : { update: {}, achieved: {} };
  const effectClass: EffectClass =
    history ?? (batch.closes ? 'close' : comment.public ? 'public' : 'internal');
  const effect = updateOf(input, effectClass, { ...achieved, ...changes.achieved }, through);
  return { ...effect, comment, ...changes.update, traceparents: batch.traceparents, shows: shown.shows };
}

function createOf(
  input: ContentInput,
  kind: CreateEffect['kind'],
  comment: Comment,
  achieved: Achieved,
  through: LogPosition,
  traceparents: readonly string[],
  shows: CreateEffect['shows'],
): CreateEffect {
  const { lane, settings, people } = input;
  const isFirst = kind === 'create' && lane.achieved.history === 'open';
  const conversationTags = isFirst ? normaliseTags(input.history.tags) : achieved.conversationTags;
  const { tags, own } = tagsOfNew(conversationTags, settings, kind === 'create' ? null : lane);
  return {
    kind,
    class: 'create',
    ...(kind === 'follow-up' && lane.ticket !== null ? { sourceTicketId: lane.ticket.id } : {}),
    subject: subjectOf(settings.subject, people, settings.words),
    requesterId: people.requesterId,
    tags,
    comment,
    achieved: {
      ...achieved,
      conversationTags,
      ownTags: own,
      followUpNoteDue: kind === 'follow-up',
    },
    through,
    traceparents,
    shows,
  };
}

function updateOf(
  input: ContentInput,
  effectClass: EffectClass,
  achieved: Achieved,
  through?: LogPosition,
): UpdateEffect {
  const requester = newRequester(input);
  return {
    kind: 'update',
    class: effectClass,
    achieved,
    through: through ?? achieved.position ?? input.lane.firedAt,
    traceparents: [],
    shows: [],
    ...(requester === undefined ? {} : { requesterId: requester }),
  };
}

/** K6: a full ticket is closed; what is due then opens a follow-up. */
function closeFull(input: ContentInput): UpdateEffect {
  return { ...updateOf(input, 'close', input.lane.achieved), status: 'closed' };
}

function isFull(ticket: TicketView): boolean {
  return ticket.comments >= COMMENTS_PER_TICKET;
}

/** Nothing of the conversation is due: the requester may be, or the position, or nothing at all. */
function settled(input: ContentInput, achieved: Achieved): NextEffect {
  if (newRequester(input) !== undefined) return updateOf(input, 'internal', achieved);
  return isSame(achieved, input.lane.achieved) ? { kind: 'nothing' } : { kind: 'advance', achieved };
}

/** With the whole slice brought, the target is reached, whatever fact it names. */
function finished(input: ContentInput, achieved: Achieved): Achieved {
  const { slice, lane } = input;
  if (!slice.complete || achieved.pinned !== null) return achieved;
  const left = slice.entries.some((entry) => isAfter(entry.at, achieved.position));
  return left ? achieved : { ...achieved, position: laterOf(achieved.position, lane.through) };
}

/** T10: an association's open ticket follows the newest association. */
function newRequester(input: ContentInput): number | undefined {
  const { mode, frozen, ticket } = input.lane;
  if (mode !== 'A' || frozen || ticket === null || ticket.status === 'closed') return undefined;
  return ticket.requesterId === input.people.requesterId ? undefined : input.people.requesterId;
}

function ownComment(html: string, input: ContentInput): Comment {
  return { html, public: false, authorId: input.people.connectedUserId };
}

/** Undefined while it is not known whether the advisor is an agent. */
function authorOf(comment: BatchComment, people: People): number | undefined {
  switch (comment.author.kind) {
    case 'requester':
      return people.requesterId;
    case 'connected-user':
      return people.connectedUserId;
    case 'agent': {
      const agent = people.agents.get(comment.author.key);
      return agent === null ? people.connectedUserId : agent;
    }
  }
}
