import { appendAudit } from '../audits/append-audit';
import { apiOrigin, AuditDraft } from '../audits/audit-draft';
import type { Caller } from '../authentication/caller';
import { noteStatus } from '../business-rules/lifecycle';
import { readComment, writeComment, type CommentOrder } from '../comments/write-comment';
import type { Parameters } from '../http/parameters';
import { recordInvalid } from '../http/zendesk-error';
import { isAgent } from '../users/user';
import type { Account } from '../world/account';
import type { TicketWritten } from './create-ticket';
import { fieldsOf, noteChangedFields } from './field-changes';
import { readRequester, refuseSuspended } from './requester';
import { checkSafeUpdate } from './safe-update';
import { checkStatusChange, closedTicket } from './status-rules';
import { applyFields } from './ticket-fields';
import { COMMENT_KEYS } from './ticket-parameters';
import type { Ticket, TicketFields } from './ticket';

/**
 * Changes a ticket: the fields that are named, at most one comment. Nothing changes when anything is refused.
 *
 * @throws ZendeskError 409 for an outdated stamp, 422 for a closed ticket or a broken rule
 */
export function updateTicket(
  account: Account,
  caller: Caller,
  ticket: Ticket,
  parameters: Parameters,
): TicketWritten {
  checkSafeUpdate(ticket, parameters);
  if (ticket.status === 'closed') throw closedTicket();
  const comment = readComment(account, parameters.object('comment', COMMENT_KEYS));
  checkComment(account, ticket, comment);
  const after = changedFields(account, caller, ticket, parameters, comment);
  return writeUpdate(account, caller, ticket, after, { comment, parameters });
}

/** Replaces the tags of a ticket: the work of the tag endpoints. */
export function updateTags(
  account: Account,
  caller: Caller,
  ticket: Ticket,
  tags: string[],
  parameters: Parameters,
): TicketWritten {
  checkSafeUpdate(ticket, parameters);
  if (ticket.status === 'closed') throw closedTicket();
  return writeUpdate(
    account,
    caller,
    ticket,
    { ...fieldsOf(ticket), tags },
    { comment: undefined, parameters },
  );
}

function changedFields(
  account: Account,
  caller: Caller,
  ticket: Ticket,
  parameters: Parameters,
  comment: CommentOrder | undefined,
): TicketFields {
  const after = fieldsOf(ticket);
  const requester = readRequester(account, parameters);
  if (requester !== undefined && requester.id !== ticket.requesterId) {
    refuseSuspended(requester);
    after.requesterId = requester.id;
  }
  applyFields(account, after, parameters);
  if (reopens(account, ticket, comment) && after.status === ticket.status) after.status = 'open';
  checkStatusChange(account, ticket.status, after, caller.user.id);
  return after;
}

function writeUpdate(
  account: Account,
  caller: Caller,
  ticket: Ticket,
  after: TicketFields,
  { comment, parameters }: { readonly comment: CommentOrder | undefined; readonly parameters: Parameters },
): TicketWritten {
  const before = fieldsOf(ticket);
  const draft = new AuditDraft(
    account,
    ticket.id,
    apiOrigin(caller.user.id, caller.client, parameters.freeObject('metadata')),
  );
  account.tickets.change(ticket, () => {
    if (comment !== undefined)
      writeComment(account, ticket, comment, { caller, audit: draft, fallbackAuthor: caller.user });
    Object.assign(ticket, after);
  });
  noteChangedFields(draft, before, after);
  noteStatus(account, ticket, before.status);
  return { ticket, audit: appendAudit(account, ticket, draft) };
}

/** An end user's reply opens a waiting ticket; whether an agent's call in the user's name does so is uncertain, hence a setting. */
function reopens(account: Account, ticket: Ticket, comment: CommentOrder | undefined): boolean {
  if (
    !account.state.settings.reopenOnEndUserAuthor ||
    comment?.author === undefined ||
    isAgent(comment.author)
  )
    return false;
  return ticket.status === 'pending' || ticket.status === 'hold' || ticket.status === 'solved';
}

function checkComment(account: Account, ticket: Ticket, comment: CommentOrder | undefined): void {
  const author = comment?.author;
  if (author?.suspended === true && account.state.settings.rejectSuspendedAuthor) {
    throw recordInvalid('author', {
      description: `Author: ${author.name} is suspended.`,
      error: 'UserSuspended',
    });
  }
  const { maxCommentsPerTicket } = account.state.settings;
  if (comment !== undefined && ticket.comments.length >= maxCommentsPerTicket) {
    throw recordInvalid('base', {
      description: `Ticket: has reached the limit of ${maxCommentsPerTicket} comments`,
    });
  }
}
