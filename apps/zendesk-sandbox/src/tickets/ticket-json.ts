import { viaJson } from '../audits/audit-json';
import type { JsonObject } from '../http/json';
import { timestamp, wholeSeconds } from '../http/timestamps';
import type { Account } from '../world/account';
import { customStatusId } from './field-changes';
import { isPublic, type Ticket } from './ticket';

/** A ticket as the API shows it; it does not carry its comments. */
export function ticketJson(account: Account, ticket: Ticket, baseUrl: string): JsonObject {
  return {
    url: `${baseUrl}/api/v2/tickets/${ticket.id}.json`,
    id: ticket.id,
    external_id: ticket.externalId,
    via: viaJson(ticket.via),
    created_at: timestamp(ticket.createdAt),
    updated_at: timestamp(ticket.updatedAt),
    generated_timestamp: wholeSeconds(ticket.generatedAt),
    type: ticket.type,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.comments[0]?.plainBody ?? '',
    priority: ticket.priority,
    status: ticket.status,
    recipient: null,
    requester_id: ticket.requesterId,
    submitter_id: ticket.submitterId,
    assignee_id: ticket.assigneeId,
    organization_id: ticket.organizationId,
    group_id: ticket.groupId,
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: ticket.problemId,
    has_incidents: false,
    is_public: isPublic(ticket),
    due_at: ticket.dueAt,
    tags: ticket.tags,
    custom_fields: customFieldsJson(account, ticket),
    satisfaction_rating: null,
    sharing_agreement_ids: [],
    custom_status_id: customStatusId(account, ticket.status),
    fields: customFieldsJson(account, ticket),
    followup_ids: ticket.followupIds,
    ticket_form_id: ticket.ticketFormId,
    brand_id: ticket.brandId,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

function customFieldsJson(account: Account, ticket: Ticket): JsonObject[] {
  return account.catalog
    .list('ticket_fields')
    .filter(({ properties }) => properties['custom'] !== false && properties['active'] === true)
    .map(({ id }) => ({ id, value: ticket.customFields[id] ?? null }));
}
