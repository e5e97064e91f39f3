import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appendAudit } from '../audits/append-audit';
import { apiOrigin, AuditDraft } from '../audits/audit-draft';
import { asId, Parameters, ParameterWarnings } from '../http/parameters';
import { pathId } from '../http/address-parameters';
import { jsonBody } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { recordInvalid, recordNotFound } from '../http/zendesk-error';
import { closedTicket } from '../tickets/status-rules';
import type { Ticket } from '../tickets/ticket';
import { contentPath } from '../uploads/attachment-json';
import { requestedTicket } from '../tickets/ticket-routes';
import type { Comment } from './comment';
import { commentJson } from './comment-json';
import { escapeHtml } from './placeholders';
import { blocksFor, redactAll, redactMarked } from './redact-html';

const KEYS: ReadonlySet<string> = new Set(['ticket_id', 'html_body', 'text', 'external_attachment_urls']);

/** The two things that can happen to a written comment: a part is redacted for ever, or it becomes private. */
export function registerTouchCommentRoutes(app: FastifyInstance): void {
  app.put('/api/v2/tickets/:id/comments/:commentId/redact', (request) => {
    const ticket = requestedTicket(request);
    const text = parametersOf(request).text('text') ?? '';
    return redact(request, ticket, requestedComment(request, ticket), text);
  });
  app.put('/api/v2/comment_redactions/:commentId', (request) => {
    const ticket = request.account.tickets.findLive(asId(jsonBody(request)['ticket_id']) ?? 0);
    if (ticket === undefined) throw recordNotFound();
    return redactInWorkspace(request, ticket, requestedComment(request, ticket));
  });
  app.put('/api/v2/tickets/:id/comments/:commentId/make_private', (request) => {
    const ticket = requestedTicket(request);
    if (ticket.status === 'closed') throw closedTicket();
    const comment = requestedComment(request, ticket);
    if (comment.public) {
      comment.public = false;
      touch(request, ticket, (audit) => audit.commentTouched('CommentPrivacyChange', comment.id));
    }
    return {};
  });
}

/** The string form: "redaction is permanent and not possible on closed tickets." */
function redact(request: FastifyRequest, ticket: Ticket, comment: Comment, text: string): object {
  if (ticket.status === 'closed') throw closedTicket();
  if (text === '' || !comment.plainBody.includes(text)) {
    throw recordInvalid('text', { description: 'Text: is not part of the comment', error: 'InvalidValue' });
  }
  const blocks = blocksFor(text);
  comment.plainBody = comment.plainBody.replaceAll(text, blocks);
  const html = escapeHtml(text).replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  comment.htmlBody = comment.htmlBody.includes(html)
    ? comment.htmlBody.replaceAll(html, blocks)
    : `<div class="zd-comment" dir="auto"><p dir="auto">${escapeHtml(comment.plainBody).replaceAll('\n', '<br>')}</p></div>`;
  touch(request, ticket, (audit) => audit.commentTouched('CommentRedactionEvent', comment.id));
  return { comment: commentJson(request.account, ticket, comment, request.baseUrl) };
}

/**
 * The agent workspace's form, which works on closed and archived tickets, too: what is marked in `html_body`, and the files whose
 * content URLs are named. With neither, everything goes.
 */
function redactInWorkspace(request: FastifyRequest, ticket: Ticket, comment: Comment): object {
  const parameters = parametersOf(request);
  const marked = parameters.text('html_body') ?? undefined;
  const urls = parameters.texts('external_attachment_urls') ?? [];
  const files = filesNamed(request, comment, urls);
  if (marked !== undefined || urls.length === 0) redactText(comment, marked);
  for (const id of files) request.account.uploads.redact(id);
  touch(request, ticket, (audit) => audit.commentTouched('CommentRedactionEvent', comment.id));
  return { comment: commentJson(request.account, ticket, comment, request.baseUrl) };
}

function redactText(comment: Comment, marked: string | undefined): void {
  const redacted =
    marked === undefined ? redactAll(comment.htmlBody) : redactMarked(comment.htmlBody, marked);
  if (redacted === undefined) {
    throw recordInvalid('html_body', { description: 'Html body: is not the comment', error: 'InvalidValue' });
  }
  comment.plainBody = redacted.plainBody;
  comment.htmlBody = redacted.htmlBody;
}

function filesNamed(request: FastifyRequest, comment: Comment, urls: readonly string[]): readonly number[] {
  return urls.map((url) => {
    const file = comment.attachmentIds
      .map((id) => request.account.uploads.find(id))
      .find((candidate) => candidate !== undefined && request.baseUrl + contentPath(candidate) === url);
    if (file !== undefined) return file.id;
    throw recordInvalid('external_attachment_urls', {
      description: 'External attachment urls: are not of the comment',
      error: 'InvalidValue',
    });
  });
}

function touch(request: FastifyRequest, ticket: Ticket, change: (audit: AuditDraft) => void): void {
  const caller = callerOf(request);
  const audit = new AuditDraft(request.account, ticket.id, apiOrigin(caller.user.id, caller.client));
  change(audit);
  appendAudit(request.account, ticket, audit);
}

function requestedComment(request: FastifyRequest, ticket: Ticket): Comment {
  const id = pathId(request, 'comments/show', 'commentId');
  const comment = ticket.comments.find((candidate) => candidate.id === id);
  if (comment === undefined) throw recordNotFound();
  return comment;
}

function parametersOf(request: FastifyRequest): Parameters {
  return new Parameters(jsonBody(request), 'comment', KEYS, new ParameterWarnings());
}
