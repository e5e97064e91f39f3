import { networkLabel, type EventRef, type GateReason } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk } from './desk';
import type { ShownMessage } from './shown-messages';
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

/** What was last found to be so of each story, to be looked at again at the end: what comes late, or twice, shows then. */
const found = new Map<Story, { readonly events: number; readonly look: () => Promise<unknown> }>();

/** Waits until Zendesk has exactly one ticket of the conversation, it is as expected, and the gateway shows it; gives that ticket. */
export async function becomesTicket(
  story: Story,
  expected: ExpectedTicket,
  timeoutMs = WITHIN_MS,
): Promise<TrueTicket> {
  const look = async (): Promise<TrueTicket> => asExpected(story, expected, await story.desk.zendesk.truth());
  const ticket = await eventually(look, { describe: `the ticket of ${story.id}`, timeoutMs, everyMs: 50 });
  await eventually(() => isExplained(story, ticket), {
    describe: `the gateway to explain ticket ${ticket.id} of ${story.id}`,
    timeoutMs,
  });
  stillHolds(story, look);
  return ticket;
}

/** Waits until the gateway says why the conversation is held; then nothing of it may be in Zendesk. */
export async function isHeld(story: Story, reason: GateReason): Promise<void> {
  await story.isHeldBecause(reason);
  const look = async (): Promise<void> => {
    expect(story.ticketsIn(await story.desk.zendesk.truth())).toEqual([]);
  };
  await look();
  stillHolds(story, look);
}

/** Looks again at the end, unless the story goes on before it. */
export function stillHolds(story: Story, look: () => Promise<unknown>): void {
  found.set(story, { events: story.events.length, look });
}

/** For `afterAll`: everything that was expected still holds, and nothing of these tests is left to do. */
export async function everythingStillHolds(): Promise<void> {
  try {
    for (const [story, { events, look }] of found) if (story.events.length === events) await look();
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
