import { networkLabel, type EventRef, type GateReason } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk } from './desk';
import { shownComments, type ShownMessage } from './shown-messages';
import type { Story } from './story';
import { pictureOf } from './ticket-picture';
import { toldMessages, type ToldMessage } from './told-messages';
import type { Customer, TrueTicket, Truth } from './zendesk-account';

/** What a conversation's one ticket must be. What is not given follows from what was told. */
export interface ExpectedTicket {
  /** The requester, or the e-mail address of one whom Parley had to make. */
  readonly requester: Customer | string;
  readonly status?: string;
  /** The conversation's own, besides `parley`. */
  readonly tags?: readonly string[];
  readonly subject?: string;
  readonly messages?: readonly ToldMessage[];
  /** How many messages stand before the note about the source (K1). */
  readonly historyLength?: number;
  /** The number of messages that the note states, where not everything that stands before it is a message. */
  readonly messagesNoted?: number;
  /** The message that made it a ticket of its own (T6); the conversation's first one has none. */
  readonly firing?: EventRef;
}

/** Longest wait for what an idle system does within milliseconds. */
const WITHIN_MS = 45_000;

/** Looks at what is in Zendesk, at what was read there at that moment (monotonic ms) or later: large ones are read rarely. */
type Look = (since?: number) => Promise<unknown>;

/** What was last found to be so of each story, to be looked at again at the end: what comes late, or twice, shows then. */
const found = new Map<Story, { readonly events: number; readonly look: Look }>();

/**
 * Waits until Zendesk has exactly one ticket of the conversation, it is as expected, and the gateway shows it; gives that ticket.
 *
 * @param readEveryMs how long what was read in a Zendesk is good for all its stories
 */
export async function becomesTicket(
  story: Story,
  expected: ExpectedTicket,
  timeoutMs = WITHIN_MS,
  readEveryMs = 0,
): Promise<TrueTicket> {
  const look = async (since?: number): Promise<TrueTicket> =>
    asExpected(story, expected, await story.desk.zendesk.truth(since));
  const ticket = await eventually(() => look(performance.now() - readEveryMs), {
    describe: `the ticket of ${story.id}`,
    timeoutMs,
    everyMs: 50,
  });
  await eventually(() => isExplained(story, ticket), {
    describe: `the gateway to explain ticket ${ticket.id} of ${story.id}`,
    timeoutMs,
  });
  stillHolds(story, look);
  return ticket;
}

/** Waits until the gateway says why the conversation is held; then nothing of it may be in Zendesk. */
export async function isHeld(story: Story, reason: GateReason, readEveryMs = 0): Promise<void> {
  await story.isHeldBecause(reason);
  const look = async (since?: number): Promise<void> => {
    expect(story.ticketsIn(await story.desk.zendesk.truth(since))).toEqual([]);
  };
  await look(performance.now() - readEveryMs);
  stillHolds(story, look);
}

/** Looks again at the end, unless the story goes on before it. */
export function stillHolds(story: Story, look: Look): void {
  found.set(story, { events: story.events.length, look });
}

/**
 * Waits until the one ticket of a conversation has a requester whom it was given later: what was written before keeps its authors, so
 * it is no ticket of a calm day.
 */
export async function isRequestedBy(
  story: Story,
  requester: Customer,
  texts: readonly string[],
): Promise<TrueTicket> {
  return eventually(
    async () => {
      const tickets = story.ticketsIn(await story.desk.zendesk.truth());
      const shown = tickets.map(({ requester_id, comments }) => ({
        requester_id,
        texts: shownComments(comments).messages.map(({ text }) => text),
      }));
      expect(shown).toEqual([{ requester_id: requester.id, texts }]);
      return tickets[0];
    },
    { describe: `${requester.name} to be the requester of ${story.id}`, timeoutMs: WITHIN_MS },
  );
}

/** For `afterAll`: everything that was expected still holds, and nothing of these tests is left to do. */
export async function everythingStillHolds(): Promise<void> {
  const since = performance.now();
  try {
    for (const [story, { events, look }] of found) if (story.events.length === events) await look(since);
  } finally {
    found.clear();
    await Desk.closeAll();
  }
}

/** The one ticket, or throws what differs. */
export function asExpected(story: Story, expected: ExpectedTicket, truth: Truth): TrueTicket {
  const tickets = story.ticketsIn(truth, expected.firing);
  const [ticket] = tickets;
  if (ticket === undefined) throw new Error('there is no ticket');
  const picture = pictureOf(ticket, truth);
  const messages = expected.messages ?? toldMessages(story.events);
  const { requester, status = 'new', tags = [], subject, historyLength = picture.historyLength } = expected;
  expect({ ...picture, tickets: tickets.length }).toEqual({
    tickets: 1,
    requester: typeof requester === 'string' ? requester : requester.email,
    subject:
      subject ??
      `${story.contact.name ?? ''} via ${story.desk.accountName} (${networkLabel(story.desk.network)})`,
    status,
    tags: ['parley', ...tags].sort(),
    messages: messages.map(({ who, text, shown, marks }): ShownMessage => ({ who, text, shown, marks })),
    note: {
      'Last message': messages[historyLength - 1]?.url ?? 'no link',
      Network: networkLabel(story.desk.network),
      Account: story.desk.accountName,
      Messages: String(expected.messagesNoted ?? historyLength),
    },
    historyLength,
    faults: [],
  });
  return ticket;
}

async function isExplained(story: Story, ticket: TrueTicket): Promise<boolean> {
  const explanation = await story.explanation();
  expect(explanation).toMatchObject({ state: 'syncing', reason: null });
  expect(explanation?.gates.filter(({ open }) => !open)).toEqual([]);
  expect(explanation?.tickets.map(({ zendeskTicketId, status }) => ({ zendeskTicketId, status }))).toEqual([
    { zendeskTicketId: ticket.id, status: ticket.status },
  ]);
  return true;
}
