import { metadataJson, viaJson } from '../audits/audit-json';
import type { JsonObject, JsonValue } from '../http/json';
import { timestamp } from '../http/timestamps';
import type { Ticket } from '../tickets/ticket';
import { attachmentJson } from '../uploads/attachment-json';
import type { Account } from '../world/account';
import type { Comment } from './comment';

/** Stands for the author of a user that was purged (seen in client code). */
const PURGED_AUTHOR = -1;

/** A comment as an event of its audit. */
export function commentEventJson(account: Account, comment: Comment, baseUrl: string): JsonObject {
  return {
    id: comment.id,
    type: 'Comment',
    author_id: authorId(account, comment),
    body: comment.plainBody,
    html_body: comment.htmlBody,
    plain_body: comment.plainBody,
    public: comment.public,
    attachments: attachments(account, comment, baseUrl),
    audit_id: comment.auditId,
  };
}

/** A comment as the list of comments shows it. */
export function commentJson(account: Account, ticket: Ticket, comment: Comment, baseUrl: string): JsonObject {
  const audit = ticket.audits.find((candidate) => candidate.id === comment.auditId);
  return {
    ...commentEventJson(account, comment, baseUrl),
    via: viaJson(comment.via),
    created_at: timestamp(comment.createdAt),
    metadata: audit === undefined ? {} : metadataJson(audit),
  };
}

function attachments(account: Account, comment: Comment, baseUrl: string): JsonValue[] {
  return comment.attachmentIds.flatMap((id) => {
    const attachment = account.uploads.find(id);
    return attachment === undefined ? [] : [attachmentJson(attachment, baseUrl)];
  });
}

function authorId(account: Account, comment: Comment): number {
  return account.users.find(comment.authorId)?.purged === true ? PURGED_AUTHOR : comment.authorId;
}
