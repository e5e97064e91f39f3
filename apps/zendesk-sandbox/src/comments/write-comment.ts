import type { AuditDraft } from '../audits/audit-draft';
import { VIA_API, type Via } from '../audits/audit';
import type { Caller } from '../authentication/caller';
import type { Parameters } from '../http/parameters';
import { recordInvalid } from '../http/zendesk-error';
import type { Ticket } from '../tickets/ticket';
import type { Upload } from '../uploads/upload';
import { isAgent, type User } from '../users/user';
import type { Account } from '../world/account';
import type { Comment } from './comment';
import { storedText } from './comment-text';
import { ticketPlaceholders } from './ticket-placeholders';

/** A comment as a caller asked for it, checked but not written. */
export interface CommentOrder {
  readonly html?: string;
  readonly text?: string;
  /** Undefined leaves it to the ticket. */
  readonly public?: boolean;
  readonly author?: User;
  readonly uploads: readonly Upload[];
}

/**
 * Reads `comment` of a request. Undefined when it says nothing.
 *
 * @throws ZendeskError 422 for an unknown author or upload token
 */
export function readComment(account: Account, parameters: Parameters | undefined): CommentOrder | undefined {
  if (parameters === undefined) return undefined;
  const html = parameters.text('html_body') ?? undefined;
  const text = parameters.text('body') ?? parameters.text('value') ?? undefined;
  const isPublic = parameters.flag('public');
  const author = readAuthor(account, parameters.id('author_id'));
  const uploads = readUploads(account, parameters.texts('uploads') ?? []);
  if (isBlank(html) && isBlank(text) && uploads.length === 0) return undefined;
  return {
    ...(html === undefined ? {} : { html }),
    ...(text === undefined ? {} : { text }),
    ...(isPublic === undefined ? {} : { public: isPublic }),
    ...(author === undefined ? {} : { author }),
    uploads,
  };
}

/** Writes a comment onto the ticket and into the audit. */
export function writeComment(
  account: Account,
  ticket: Ticket,
  order: CommentOrder,
  {
    caller,
    audit,
    fallbackAuthor,
    via = VIA_API,
  }: {
    readonly caller: Caller;
    readonly audit: AuditDraft;
    readonly fallbackAuthor: User;
    readonly via?: Via;
  },
): Comment {
  const author = order.author ?? fallbackAuthor;
  const text = storedText(order, {
    authorIsAgent: isAgent(author),
    placeholders: ticketPlaceholders(account, ticket, caller.user),
    maxBytes: account.state.settings.maxCommentBytes,
  });
  const id = account.nextId();
  const comment: Comment = {
    ...text,
    id,
    auditId: audit.id,
    authorId: author.id,
    public: order.public ?? ticket.commentsArePublic,
    attachmentIds: order.uploads.flatMap((upload) => account.uploads.attach(upload, id)),
    createdAt: audit.createdAt,
    via,
  };
  ticket.comments.push(comment);
  audit.commented(id);
  return comment;
}

function readAuthor(account: Account, id: number | null | undefined): User | undefined {
  if (id === undefined || id === null) return undefined;
  const author = account.users.find(id);
  if (author === undefined || !author.active) {
    throw recordInvalid('author_id', { description: 'Author: is invalid', error: 'InvalidValue' });
  }
  return author;
}

function readUploads(account: Account, tokens: readonly string[]): Upload[] {
  const uploads = [...new Set(tokens)].map((token) => account.uploads.findUpload(token, account.now()));
  const known = uploads.filter((upload) => upload !== undefined);
  if (known.length < uploads.length && account.state.settings.rejectInvalidUploads) {
    throw recordInvalid('uploads', {
      description: 'Uploads: token is invalid or has expired',
      error: 'InvalidValue',
    });
  }
  return known;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
