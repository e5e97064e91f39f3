import type { AuditDraft } from '../audits/audit-draft';
import { canonicalJson, type JsonValue } from '../http/json';
import type { Account } from '../world/account';
import type { TicketFields } from './ticket';

/** Fields in the order in which recorded audits name them. */
const ORDER = [
  ['subject', 'subject'],
  ['requester_id', 'requesterId'],
  ['priority', 'priority'],
  ['type', 'type'],
  ['status', 'status'],
  ['assignee_id', 'assigneeId'],
  ['group_id', 'groupId'],
  ['organization_id', 'organizationId'],
  ['brand_id', 'brandId'],
  ['ticket_form_id', 'ticketFormId'],
  ['external_id', 'externalId'],
  ['due_at', 'dueAt'],
  ['problem_id', 'problemId'],
] as const;

/** Fields that the audit of a creation names even when they are empty. */
const ALWAYS_NAMED = new Set(['priority', 'type']);

/** A copy of the fields alone, to be changed or compared with later. */
export function fieldsOf(fields: TicketFields): TicketFields {
  const { externalId, subject, type, priority, status, requesterId, assigneeId, groupId } = fields;
  const { organizationId, brandId, ticketFormId, dueAt, problemId } = fields;
  const plain = { externalId, subject, type, priority, status, requesterId, assigneeId, groupId };
  const references = { organizationId, brandId, ticketFormId, dueAt, problemId };
  return { ...plain, ...references, tags: [...fields.tags], customFields: { ...fields.customFields } };
}

/** Notes the fields of a new ticket. */
export function noteCreatedFields(account: Account, audit: AuditDraft, fields: TicketFields): void {
  for (const [name, key] of ORDER) {
    const value = written(fields[key]);
    if (value !== null || ALWAYS_NAMED.has(name)) audit.created(name, value);
  }
  audit.created('custom_status_id', written(customStatusId(account, fields.status)));
  if (fields.tags.length > 0) audit.created('tags', fields.tags);
  for (const [id, value] of Object.entries(fields.customFields)) audit.created(id, value);
}

/** Notes every field that differs. */
export function noteChangedFields(audit: AuditDraft, before: TicketFields, after: TicketFields): void {
  for (const [name, key] of ORDER) {
    if (before[key] !== after[key]) audit.changed(name, written(after[key]), written(before[key]));
  }
  if (canonicalJson(before.tags) !== canonicalJson(after.tags))
    audit.changed('tags', after.tags, before.tags);
  for (const [id, value] of Object.entries(after.customFields)) {
    const previous = before.customFields[Number(id)] ?? null;
    if (canonicalJson(previous) !== canonicalJson(value)) audit.changed(id, value, previous);
  }
}

/** The id of the custom status that stands for a category; closed tickets keep the one of solved. */
export function customStatusId(account: Account, status: TicketFields['status']): number | null {
  const category = status === 'closed' ? 'solved' : status;
  return account.catalog.findBy('custom_statuses', 'status_category', category)?.id ?? null;
}

/** Audits write ids as text. */
function written(value: string | number | null): JsonValue {
  return typeof value === 'number' ? String(value) : value;
}
