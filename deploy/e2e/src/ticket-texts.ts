import { eventually } from '@parley/testing';
import { shownComments } from './shown-messages';
import type { Story } from './story';
import type { TrueTicket } from './zendesk-account';

/** What stands for a comment of Parley's own in {@link textsOf}. */
export const NOTE = '(note)';

/** Longest wait for what an idle system does within milliseconds. */
const WITHIN_MS = 45_000;

/** The texts of a ticket's messages in order; a comment of Parley's own is {@link NOTE}. */
export function textsOf(ticket: TrueTicket): readonly string[] {
  return ticket.comments.flatMap((comment) => {
    const { messages } = shownComments([comment]);
    return messages.length === 0 ? [NOTE] : messages.map(({ text }) => text);
  });
}

/** Waits until Zendesk has exactly these tickets of the conversation, with these texts; gives them in the order of their ids. */
export async function hasTickets(
  story: Story,
  expected: readonly (readonly string[])[],
): Promise<readonly TrueTicket[]> {
  return eventually(
    async () => {
      const tickets = story.ticketsIn(await story.desk.zendesk.truth()).toSorted((a, b) => a.id - b.id);
      expect(tickets.map(textsOf)).toEqual(expected);
      return tickets;
    },
    { describe: `the tickets of ${story.id}`, timeoutMs: WITHIN_MS, everyMs: 50 },
  );
}
