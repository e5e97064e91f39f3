import type { Ticket } from './ticket-model';
import { parseHtml } from './html';

/** Each comment as `public|internal author: texts of its messages`. */
export function commentsOf(ticket: Ticket): readonly string[] {
  return ticket.shown.map((comment) => {
    const { paragraphs } = parseHtml(comment.html);
    const texts =
      paragraphs[0]?.startsWith('Last message') || paragraphs.length === 1
        ? ['(note)']
        : paragraphs.filter((_, index) => index % 2 === 1);
    return `${comment.public ? 'public' : 'internal'} ${comment.authorId}: ${texts.join(' | ')}`;
  });
}
