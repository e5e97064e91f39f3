import {
  type Conversation,
  type EventRef,
  NO_REPLIES,
  type Replies,
  type Requester,
  type Ticket,
  type Tickets,
} from '@parley/sync-policy';
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
  readonly o?: EventRef | undefined;
}

interface StoredConversation extends StoredShared {
  readonly f: StoredMark;
  readonly l: StoredPosition;
  readonly v: number;
  readonly k: string;
  /** Replies: the settled one, then those that are followed, with the mark of those that were sent. */
  readonly r?:
    readonly [settled: StoredMark | null, ...open: (readonly [string, StoredMark | null])[]] | undefined;
  readonly g?: readonly [teamId: string | null, mark: StoredMark] | undefined;
  readonly e?: StoredFields | undefined;
  readonly c?: readonly [mark: StoredMark, loggedAt: number] | undefined;
  readonly m?: readonly string[] | undefined;
  readonly t?:
    readonly (readonly [organizationId: string, first: StoredTicket, ...rest: StoredTicket[]])[] | undefined;
}

const NO_TICKETS: Conversation['tickets'] = new Map();
const NO_MESSAGES: readonly string[] = [];

/** Text that stands for a conversation in the table, without the ids, which are columns; read back by {@link readConversation}. */
export function writeConversation(state: Conversation): string {
  const writer = new MarkWriter();
  const { routing, closure, recentMessages, tickets } = state;
  // JSON leaves out what is undefined; p and s come last because the writer learns them on the way.
  const stored: StoredConversation = {
    f: writer.mark(state.first),
    l: writer.position(state.latest),
    v: state.version,
    k: state.toldGates,
    r: writeReplies(writer, state.replies),
    g: routing === undefined ? undefined : [routing.teamId, writer.mark(routing.mark)],
    e: writeFields(writer, state.fields),
    c: closure === undefined ? undefined : [writer.mark(closure.mark), closure.loggedAt],
    m: recentMessages.length === 0 ? undefined : recentMessages,
    t: tickets.size === 0 ? undefined : writeTickets(writer, tickets),
    p: writer.base(),
    s: writer.sources(),
  };
  return JSON.stringify(stored);
}

/** Reads what {@link writeConversation} wrote. */
export function readConversation(
  ids: { readonly id: string; readonly contactId: string; readonly accountId: string },
  text: string,
): Conversation {
  const stored = JSON.parse(text) as StoredConversation;
  const reader = new MarkReader(stored);
  return {
    id: ids.id,
    contactId: ids.contactId,
    accountId: ids.accountId,
    first: reader.mark(stored.f),
    latest: reader.position(stored.l),
    replies: readReplies(reader, stored.r),
    routing: stored.g === undefined ? undefined : { teamId: stored.g[0], mark: reader.mark(stored.g[1]) },
    fields: readFields(reader, stored.e),
    closure: stored.c === undefined ? undefined : { mark: reader.mark(stored.c[0]), loggedAt: stored.c[1] },
    recentMessages: stored.m ?? NO_MESSAGES,
    tickets: readTickets(reader, stored.t),
    toldGates: stored.k,
    version: stored.v,
  };
}

function writeReplies(writer: MarkWriter, { settled, open }: Replies): StoredConversation['r'] {
  if (settled === undefined && open.length === 0) return undefined;
  const followed = open.map(
    ({ messageId, sent }) => [messageId, sent === undefined ? null : writer.mark(sent)] as const,
  );
  return [settled === undefined ? null : writer.mark(settled), ...followed];
}

function readReplies(reader: MarkReader, stored: StoredConversation['r']): Replies {
  if (stored === undefined) return NO_REPLIES;
  const [settled, ...open] = stored;
  return {
    settled: settled === null ? undefined : reader.mark(settled),
    open: open.map(([messageId, sent]) => ({
      messageId,
      sent: sent === null ? undefined : reader.mark(sent),
    })),
  };
}

function writeTickets(writer: MarkWriter, tickets: Conversation['tickets']): StoredConversation['t'] {
  return Array.from(
    tickets,
    ([organizationId, [first, ...rest]]) =>
      [
        organizationId,
        writeTicket(writer, first),
        ...rest.map((ticket) => writeTicket(writer, ticket)),
      ] as const,
  );
}

function readTickets(reader: MarkReader, stored: StoredConversation['t']): Conversation['tickets'] {
  if (stored === undefined) return NO_TICKETS;
  const tickets = new Map<string, Tickets>();
  for (const [organizationId, first, ...rest] of stored) {
    tickets.set(organizationId, [
      readTicket(reader, first),
      ...rest.map((ticket) => readTicket(reader, ticket)),
    ]);
  }
  return tickets;
}

function writeTicket(writer: MarkWriter, ticket: Ticket): StoredTicket {
  return {
    m: ticket.mode,
    c: writer.mark(ticket.completedBy),
    f: writer.position(ticket.firedAt),
    t: writer.position(ticket.through),
    r: ticket.requester,
    x: `${ticket.frozen ? 'z' : ''}${ticket.asked ? 'a' : ''}${ticket.due ? 'd' : ''}`,
    o: ticket.ownOf,
  };
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
