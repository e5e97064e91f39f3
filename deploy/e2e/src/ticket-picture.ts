import { shownComments, type PlacedMessage, type ShownMessage } from './shown-messages';
import type { TrueTicket, Truth } from './zendesk-account';

/** A ticket as a person would compare it with another one. */
export interface TicketPicture {
  /** E-mail address of the requester, or the name of one who has none. */
  readonly requester: string;
  readonly subject: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly messages: readonly ShownMessage[];
  /** The internal note about the source (K1) with the number of messages that stand before it. */
  readonly note: Readonly<Record<string, string>>;
  readonly historyLength: number;
  /** What should not be there at all: comments of other kinds, a second note, wrong authors. */
  readonly faults: readonly string[];
}

/** Makes the picture of a ticket. */
export function pictureOf(ticket: TrueTicket, truth: Truth): TicketPicture {
  const requester = truth.users.find(({ id }) => id === ticket.requester_id);
  const { messages, notes, others } = shownComments(ticket.comments);
  const [note] = notes;
  return {
    requester: requester?.email ?? requester?.name ?? 'nobody',
    subject: ticket.subject,
    status: ticket.status,
    tags: [...ticket.tags].sort(),
    messages: messages.map(({ who, text, shown, marks }) => ({ who, text, shown, marks })),
    note: note?.lines ?? {},
    historyLength: note?.before ?? 0,
    faults: [
      ...others.map((text) => `unexpected comment: ${text}`),
      ...(notes.length === 1 ? [] : [`${notes.length} notes about the source`]),
      ...(note?.shown === 'public' ? ['the note about the source is public'] : []),
      ...authorFaults(ticket, messages, truth),
    ],
  };
}

/**
 * K3 and K5: a comment that holds only the contact's messages is the requester's; one with a single reply of an advisor who is an
 * agent is that agent's; every other one is the connected user's.
 */
function authorFaults(
  ticket: TrueTicket,
  messages: readonly PlacedMessage[],
  truth: Truth,
): readonly string[] {
  return ticket.comments.flatMap((comment, index) => {
    const inside = messages.filter(({ comments }) => comments.includes(index));
    const expected = authorOf(inside, ticket, truth);
    return comment.author_id === expected
      ? []
      : [`comment ${index + 1} is by user ${comment.author_id} instead of ${expected}`];
  });
}

function authorOf(inside: readonly PlacedMessage[], ticket: TrueTicket, truth: Truth): number | undefined {
  const connected = truth.users.find(({ role }) => role === 'admin')?.id;
  const staff = /^(.*) \((advisor|bot)\)$/;
  const isRemark = ({ marks }: PlacedMessage) =>
    marks.some((mark) => mark === 'edited' || mark === 'deleted');
  if (inside.length > 0 && inside.every((message) => !staff.test(message.who) && !isRemark(message)))
    return ticket.requester_id;
  const [only] = inside;
  if (inside.length !== 1 || only === undefined || isRemark(only)) return connected;
  const [, name, kind] = staff.exec(only.who) ?? [];
  const agent = truth.users.find((user) => user.role === 'agent' && user.name === name);
  return kind === 'advisor' && agent !== undefined ? agent.id : connected;
}
