import type { SimComment, SimTicket } from '../world/zendesk-records';

/** A text of the log that stands in a ticket. */
export interface Found {
  readonly token: string;
  /** Which of the tickets, from 0. */
  readonly ticket: number;
  readonly comment: SimComment;
}

/** The word of a text, by which it is found again. */
export const TOKEN = /tok\d+x/g;

/** Every text of the log in these tickets, in the order in which they stand there. */
export function foundIn(tickets: readonly SimTicket[]): readonly Found[] {
  return tickets.flatMap(({ comments }, ticket) =>
    comments.flatMap((comment) =>
      (comment.html.match(TOKEN) ?? []).map((token) => ({ token, ticket, comment })),
    ),
  );
}

/** K15: what stands in them more than once. */
export function twiceIn(tickets: readonly SimTicket[]): readonly string[] {
  const tokens = foundIn(tickets).map(({ token }) => token);
  const twice = tokens.filter((token, index) => tokens.indexOf(token) !== index);
  return twice.map((token) => `K15: ${token} is there twice`);
}
