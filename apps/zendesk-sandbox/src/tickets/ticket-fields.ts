import { asId, type Parameters } from '../http/parameters';
import { isJsonObject, type JsonValue } from '../http/json';
import { recordInvalid } from '../http/zendesk-error';
import { tagNames } from '../tags/tag-names';
import { isAgent, type User } from '../users/user';
import type { Account } from '../world/account';
import { readStatus } from './status-rules';
import { PRIORITIES, TICKET_TYPES, type TicketFields } from './ticket';

/** Longest subject that is kept; the rest is cut (uncertain: one report says about 255). */
const SUBJECT_CHARACTERS = 255;

/**
 * Sets the plain fields that a request names; everything else stays. Requester, comment and status rules live elsewhere.
 *
 * @throws ZendeskError 422 for a value that a field cannot take
 */
export function applyFields(account: Account, fields: TicketFields, parameters: Parameters): void {
  applySubject(fields, parameters);
  applyChoices(fields, parameters);
  applyAssignment(account, fields, parameters);
  fields.externalId = emptyAsNull(parameters.text('external_id'), fields.externalId);
  fields.dueAt = emptyAsNull(parameters.text('due_at'), fields.dueAt);
  fields.organizationId = sent(parameters.id('organization_id'), fields.organizationId);
  fields.problemId = sent(parameters.id('problem_id'), fields.problemId);
  fields.brandId = definition(account, 'brands', parameters.id('brand_id'), 'brand_id') ?? fields.brandId;
  fields.ticketFormId =
    definition(account, 'ticket_forms', parameters.id('ticket_form_id'), 'ticket_form_id') ??
    fields.ticketFormId;
  const tags = parameters.texts('tags');
  if (tags !== undefined) fields.tags = tagNames(tags);
  applyCustomFields(account, fields, parameters.raw('custom_fields') ?? parameters.raw('fields'));
}

function applySubject(fields: TicketFields, parameters: Parameters): void {
  const subject = parameters.text('subject') ?? parameters.text('raw_subject');
  if (subject !== undefined)
    fields.subject = subject === null ? null : Array.from(subject).slice(0, SUBJECT_CHARACTERS).join('');
}

function applyChoices(fields: TicketFields, parameters: Parameters): void {
  const type = parameters.text('type');
  if (type !== undefined) fields.type = choice('type', 'Type', type, TICKET_TYPES);
  const priority = parameters.text('priority');
  if (priority !== undefined) {
    const chosen = choice('priority', 'Priority', priority, PRIORITIES);
    if (chosen === null && fields.priority !== null) {
      throw recordInvalid('priority', { description: 'Priority: cannot be reset' });
    }
    fields.priority = chosen;
  }
  const status = readStatus(parameters.text('status'));
  if (status !== undefined) fields.status = status;
}

function applyAssignment(account: Account, fields: TicketFields, parameters: Parameters): void {
  const groupId = parameters.id('group_id');
  if (groupId !== undefined)
    fields.groupId = groupId === null ? null : (definition(account, 'groups', groupId, 'group_id') ?? null);
  const email = parameters.text('assignee_email');
  const assigneeId = email ? (account.users.findByEmail(email)?.id ?? 0) : parameters.id('assignee_id');
  if (assigneeId === undefined) return;
  if (assigneeId === null) {
    fields.assigneeId = null;
    return;
  }
  assign(account, fields, account.users.find(assigneeId));
}

/** Gives the ticket to an agent; "new becomes open by itself when an agent is assigned", and an assignee needs a group. */
export function assign(account: Account, fields: TicketFields, assignee: User | undefined): void {
  if (assignee === undefined || !assignee.active || !isAgent(assignee)) {
    throw recordInvalid('assignee_id', { description: 'Assignee: is invalid', error: 'InvalidValue' });
  }
  fields.assigneeId = assignee.id;
  fields.groupId ??= assignee.defaultGroupId ?? account.catalog.defaultId('groups');
  if (fields.status === 'new') fields.status = 'open';
}

function applyCustomFields(account: Account, fields: TicketFields, value: JsonValue | undefined): void {
  if (!Array.isArray(value)) return;
  const known = value.filter(isJsonObject).flatMap((item) => {
    const id = asId(item['id']);
    const field = id === undefined ? undefined : account.catalog.find('ticket_fields', id);
    return field === undefined || field.properties['custom'] === false
      ? []
      : [[field.id, item['value'] ?? null] as const];
  });
  fields.customFields = { ...fields.customFields, ...Object.fromEntries(known) };
}

function definition(
  account: Account,
  kind: 'groups' | 'brands' | 'ticket_forms',
  id: number | null | undefined,
  field: string,
): number | undefined {
  if (id === undefined || id === null) return undefined;
  if (account.catalog.find(kind, id) === undefined) {
    throw recordInvalid(field, { description: `${field}: is invalid`, error: 'InvalidValue' });
  }
  return id;
}

function choice<T extends string>(
  field: string,
  label: string,
  value: string | null,
  choices: readonly T[],
): T | null {
  if (value === null || value === '') return null;
  const chosen = choices.find((candidate) => candidate === value);
  if (chosen === undefined) {
    throw recordInvalid(field, { description: `${label}: ${value} is not valid`, error: 'InvalidValue' });
  }
  return chosen;
}

function sent<T>(value: T | undefined, current: T): T {
  return value === undefined ? current : value;
}

function emptyAsNull(value: string | null | undefined, current: string | null): string | null {
  return value === undefined ? current : value === '' ? null : value;
}
