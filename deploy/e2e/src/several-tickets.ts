import type { ConversationState } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { asExpected, stillHolds, type ExpectedTicket } from './expectations';
import type { Story } from './story';
import type { TrueTicket } from './zendesk-account';

/** Longest wait for what an idle system does within milliseconds. */
const WITHIN_MS = 45_000;

/**
 * Waits until the Zendesk of the story's desk has exactly these tickets and no other, and the gateway shows them; gives them in that
 * order. For a conversation whose tickets do not go on (T6), the only one of its desk.
 */
export async function becomeTickets(
  story: Story,
  expected: readonly ExpectedTicket[],
  state: ConversationState = 'frozen',
): Promise<readonly TrueTicket[]> {
  const look = async (): Promise<readonly TrueTicket[]> => {
    const truth = await story.desk.zendesk.truth();
    const tickets = expected.map((one) => asExpected(story, one, truth));
    expect(truth.tickets).toHaveLength(expected.length);
    return tickets;
  };
  const what = `the ${expected.length} tickets of ${story.id}`;
  const tickets = await eventually(look, { describe: what, timeoutMs: WITHIN_MS, everyMs: 50 });
  await eventually(
    async () => {
      const explanation = await story.explanation();
      expect(explanation?.state).toBe(state);
      const shown = explanation?.tickets.map(({ zendeskTicketId }) => zendeskTicketId) ?? [];
      expect([...shown].sort()).toEqual(tickets.map(({ id }) => id).sort());
      return true;
    },
    { describe: `the gateway to show ${what}`, timeoutMs: WITHIN_MS },
  );
  stillHolds(story, look);
  return tickets;
}
