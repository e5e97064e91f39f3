import type { Conversation, EventRef, Replies, Requester, Ticket, Tickets } from '@parley/sync-policy';
import { readFields, type StoredFields, writeFields } from './stored-contact';
import {
  MarkReader,
  MarkWriter,
  type StoredMark,
  type StoredPosition,
  type StoredShared,
} from './stored-marks';

interface StoredTicket {
  readonly m: 'A' | 'B';
  readonly c: StoredMark;
  readonly f: StoredPosition;
  readonly t: StoredPosition;
  readonly r: Requester;
  /** Any of: z frozen, a asked, d due. */
  readonly x: string;
  readonly o?: EventRef;
}

interface StoredConversation extends StoredShared {
  readonly f: StoredMark;
  readonly l: StoredPosition;
  readonly v: number;
  readonly k: string;
  /** Replies: the settled one, then those that are followed, with the mark of those that were sent. */
  readonly r?: readonly [settled: StoredMark | null, ...open: (readonly [string, StoredMark | null])[]];
  readonly g?: readonly [teamId: string | null, mark: StoredMark];
  readonly e?: StoredFields;
  readonly c?: readonly [mark: StoredMark, loggedAt: number];
  readonly m?: readonly string[];
  readonly t?: readonly (readonly [organizationId: string, first: StoredTicket, ...rest: StoredTicket[]])[];
}

/** Text that stands for a conversation in the table, without the ids, which are columns; read back by {@link readConversation}. */
export function writeConversation(state: Conversation): string {
  const writer = new MarkWriter();
  const { routing, closure, recentMessages, tickets } = state;
  const parts = {
    f: writer.mark(state.first),
    l: writer.position(state.latest),
    v: state.version,
    k: state.toldGates,
    ...writeReplies(writer, state.replies),
    ...(routing === undefined ? {} : { g: [routing.teamId, writer.mark(routing.mark)] }),
    ...writeFields(writer, state.fields),
    ...(closure === undefined ? {} : { c: [writer.mark(closure.mark), closure.loggedAt] }),
    ...(recentMessages.length === 0 ? {} : { m: recentMessages }),
    ...(tickets.size === 0
      ? {}
      : {
          t: [...tickets].map(([organizationId, list]) => [
            organizationId,
            ...list.map((one) => writeTicket(writer, one)),
          ]),
        }),
  };
  return JSON.stringify({ ...parts, ...writer.shared() });
}

/** Reads what {@link writeConversation} wrote. */
export function readConversation(
  ids: { readonly id: string; readonly contactId: string; readonly accountId: string },
  text: string,
): Conversation {
  const stored = JSON.parse(text) as StoredConversation;
  const reader = new MarkReader(stored);
  return {
    ...ids,
    first: reader.mark(stored.f),
    latest: reader.position(stored.l),
    replies: readReplies(reader, stored.r),
    routing: stored.g === undefined ? undefined : { teamId: stored.g[0], mark: reader.mark(stored.g[1]) },
    fields: readFields(reader, stored.e),
    closure: stored.c === undefined ? undefined : { mark: reader.mark(stored.c[0]), loggedAt: stored.c[1] },
    recentMessages: stored.m ?? [],
    tickets: new Map(
      (stored.t ?? []).map(([organizationId, ...list]) => [organizationId, readTickets(reader, list)]),
    ),
    toldGates: stored.k,
    version: stored.v,
  };
}

function writeReplies(writer: MarkWriter, { settled, open }: Replies): Pick<StoredConversation, 'r'> {
  if (settled === undefined && open.length === 0) return {};
  const followed = open.map(
    ({ messageId, sent }) => [messageId, sent === undefined ? null : writer.mark(sent)] as const,
  );
  return { r: [settled === undefined ? null : writer.mark(settled), ...followed] };
}

function readReplies(reader: MarkReader, stored: StoredConversation['r']): Replies {
  const [settled, ...open] = stored ?? [null];
  return {
    settled: settled === null ? undefined : reader.mark(settled),
    open: open.map(([messageId, sent]) => ({
      messageId,
      sent: sent === null ? undefined : reader.mark(sent),
    })),
  };
}

function writeTicket(writer: MarkWriter, ticket: Ticket): StoredTicket {
  return {
    m: ticket.mode,
    c: writer.mark(ticket.completedBy),
    f: writer.position(ticket.firedAt),
    t: writer.position(ticket.through),
    r: ticket.requester,
    x: `${ticket.frozen ? 'z' : ''}${ticket.asked ? 'a' : ''}${ticket.due ? 'd' : ''}`,
    ...(ticket.ownOf === undefined ? {} : { o: ticket.ownOf }),
  };
}

function readTickets(
  reader: MarkReader,
  [first, ...rest]: readonly [StoredTicket, ...StoredTicket[]],
): Tickets {
  return [readTicket(reader, first), ...rest.map((stored) => readTicket(reader, stored))];
}

function readTicket(reader: MarkReader, stored: StoredTicket): Ticket {
  return {
    mode: stored.m,
    completedBy: reader.mark(stored.c),
    firedAt: reader.position(stored.f),
    through: reader.position(stored.t),
    requester: stored.r,
    frozen: stored.x.includes('z'),
    asked: stored.x.includes('a'),
    due: stored.x.includes('d'),
    ownOf: stored.o,
  };
}
