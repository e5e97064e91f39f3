import type { Answer } from './sim-zendesk';
import type { SimTicket } from './zendesk-records';

/** What Zendesk writes in place of what was redacted. */
export const REDACTED = '▇';

interface Redaction {
  readonly ticket_id: number;
  readonly html_body: string;
}

/** `PUT /api/v2/comment_redactions/{id}`: what stands between marks goes, of closed tickets too; the rest must be the comment. */
export function redactComment(
  commentId: number,
  body: string,
  living: (id: number) => SimTicket | undefined,
  nowMs: number,
): Answer {
  const { ticket_id, html_body } = JSON.parse(body) as Redaction;
  const ticket = living(ticket_id);
  const comment = ticket?.comments.find(({ id }) => id === commentId);
  if (ticket === undefined || comment === undefined)
    return { status: 404, body: { error: 'RecordNotFound' } };
  if (html_body.replace(/<\/?redact>/g, '') !== comment.html)
    return {
      status: 422,
      body: { error: 'RecordInvalid', details: { html_body: [{ description: 'other' }] } },
    };
  comment.html = html_body.replace(/<redact>.*?<\/redact>/gs, REDACTED);
  ticket.updatedAtMs = nowMs;
  return { status: 200, body: { comment: { id: commentId } } };
}
