import { appendAudit } from '../audits/append-audit';
import { apiOrigin, AuditDraft } from '../audits/audit-draft';
import { VIA_API, type Audit, type Via } from '../audits/audit';
import type { Caller } from '../authentication/caller';
import { noteCreation, noteStatus } from '../business-rules/lifecycle';
import { readComment, writeComment, type CommentOrder } from '../comments/write-comment';
import type { Parameters } from '../http/parameters';
import { recordInvalid } from '../http/zendesk-error';
import { tagNames } from '../tags/tag-names';
import type { User } from '../users/user';
import type { Account } from '../world/account';
import { noteCreatedFields } from './field-changes';
import { readRequester, refuseSuspended } from './requester';
import { checkStatusChange } from './status-rules';
import { applyFields } from './ticket-fields';
import { COMMENT_KEYS } from './ticket-parameters';
import type { Ticket } from './ticket';

/** What a creation or an update leaves behind: the ticket as it is now, and the audit of this call. */
export interface TicketWritten {
  readonly ticket: Ticket;
  readonly audit: Audit;
}

/**
 * Makes a ticket with its first comment. Nothing is stored when anything is refused, except a requester that was made for it.
 *
 * @throws ZendeskError 422
 */
export function createTicket(account: Account, caller: Caller, parameters: Parameters): TicketWritten {
  const comment = firstComment(account, parameters);
  const parent = followupSource(account, parameters.id('via_followup_source_id'));
  const requester = readRequester(account, parameters) ?? caller.user;
  refuseSuspended(requester);
  const ticket = draft(account, { requester, caller, comment, parameters, parent });
  applyFields(account, ticket, parameters);
  checkStatusChange(account, null, ticket, caller.user.id);
  ticket.tags = tagNames([...ticket.tags, ...requester.tags]);
  account.state.nextTicketId += 1;
  const audit = new AuditDraft(account, ticket.id, {
    ...apiOrigin(caller.user.id, caller.client, parameters.freeObject('metadata')),
    via: ticket.via,
  });
  writeComment(account, ticket, comment, {
    caller,
    audit,
    fallbackAuthor: submitter(account, ticket),
    via: ticket.via,
  });
  noteCreatedFields(account, audit, ticket);
  parent?.followupIds.push(ticket.id);
  account.tickets.add(ticket);
  noteStatus(account, ticket, null);
  noteCreation(account, ticket);
  return { ticket, audit: appendAudit(account, ticket, audit) };
}

/** "Only `comment` is mandatory"; recorded calls show that `description` is taken in its place. */
function firstComment(account: Account, parameters: Parameters): CommentOrder {
  const comment = readComment(account, parameters.object('comment', COMMENT_KEYS));
  if (comment !== undefined) return comment;
  const description = parameters.text('description')?.trim();
  if (description) return { text: description, uploads: [] };
  throw recordInvalid('base', { description: 'Description: cannot be blank', error: 'BlankValue' });
}

/** "On any other status [than closed] the property does nothing." */
function followupSource(account: Account, id: number | null | undefined): Ticket | undefined {
  const source = account.tickets.findLive(id ?? 0);
  return source?.status === 'closed' ? source : undefined;
}

function draft(
  account: Account,
  {
    requester,
    caller,
    comment,
    parameters,
    parent,
  }: {
    readonly requester: User;
    readonly caller: Caller;
    readonly comment: CommentOrder;
    readonly parameters: Parameters;
    readonly parent: Ticket | undefined;
  },
): Ticket {
  const now = account.now();
  return {
    id: account.state.nextTicketId,
    via: parent === undefined ? VIA_API : followupVia(parent),
    submitterId: comment.author?.id ?? submitterOf(account, parameters, parent) ?? caller.user.id,
    externalId: null,
    subject: null,
    type: null,
    priority: null,
    status: 'new',
    requesterId: requester.id,
    assigneeId: null,
    groupId: null,
    organizationId: requester.organizationId,
    brandId: account.catalog.defaultId('brands'),
    ticketFormId: account.catalog.defaultId('ticket_forms'),
    dueAt: null,
    problemId: null,
    tags: parent === undefined ? [] : [...parent.tags],
    customFields: {},
    createdAt: now,
    updatedAt: now,
    generatedAt: now,
    solvedAt: null,
    closedAt: null,
    archivedAt: null,
    deletion: null,
    commentsArePublic: comment.public ?? true,
    followupSourceId: parent?.id ?? null,
    followupIds: [],
    comments: [],
    audits: [],
  };
}

/** `submitter_id` "decides who is shown as author of the first comment" and is "ignored on follow-up tickets". */
function submitterOf(
  account: Account,
  parameters: Parameters,
  parent: Ticket | undefined,
): number | undefined {
  const id = parameters.id('submitter_id');
  if (parent !== undefined || id === undefined || id === null) return undefined;
  const user = account.users.find(id);
  if (user === undefined || !user.active)
    throw recordInvalid('submitter_id', { description: 'Submitter: is invalid', error: 'InvalidValue' });
  return user.id;
}

function submitter(account: Account, ticket: Ticket): User {
  const user = account.users.find(ticket.submitterId);
  if (user === undefined)
    throw recordInvalid('submitter_id', { description: 'Submitter: is invalid', error: 'InvalidValue' });
  return user;
}

function followupVia(parent: Ticket): Via {
  const from = { ticket_id: parent.id, subject: parent.subject, channel: parent.via.channel };
  return { channel: 'api', source: { from, to: {}, rel: 'follow_up' } };
}
