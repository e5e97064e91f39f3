import { type FormFaults, formFaults } from '../api/faults';
import { Problem } from '../api/problem';

/** The tabs of the page. */
export const TABS = ['search', 'display', 'create', 'synchronize', 'tickets', 'history', 'code'] as const;

/** A tab of the page. */
export type Tab = (typeof TABS)[number];

/** The fields of the form that can be wrong, each with the tab it stands on. */
const FIELDS: Readonly<Record<string, Tab>> = {
  searchFields: 'search',
  displayFields: 'display',
  createFields: 'create',
  'modeA.enabled': 'synchronize',
  'modeB.enabled': 'synchronize',
  'modeB.teamId': 'synchronize',
  'modeB.emailField': 'synchronize',
  'modeB.continueAfterCreation': 'synchronize',
  missingEmail: 'synchronize',
  'ticket.subject': 'tickets',
  'ticket.groupId': 'tickets',
  'ticket.brandId': 'tickets',
  'ticket.formId': 'tickets',
  'ticket.priority': 'tickets',
  'ticket.tags': 'tickets',
  'ticket.fields': 'tickets',
  'ticket.language': 'tickets',
  'ticket.timeZone': 'tickets',
  'visibility.contact': 'tickets',
  'visibility.advisor': 'tickets',
  'visibility.bot': 'tickets',
  syncNotes: 'tickets',
  redactDeleted: 'tickets',
  closeAs: 'tickets',
  'attachments.megabytes': 'tickets',
  'attachments.refuseTypes': 'tickets',
};

/** Names that the form has for something else than the configuration. */
const RENAMED: Readonly<Record<string, string>> = { 'attachments.maxBytes': 'attachments.megabytes' };

/** Codes of problems that are about one setting, for answers that name no place. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  'mode-b-incomplete': 'modeB.enabled',
  'team-unknown': 'modeB.teamId',
  'email-field-unsuitable': 'modeB.emailField',
};

/** The field of the form that a path in a configuration belongs to: that of the nearest thing above it. */
export function fieldOfPath(path: string): string | undefined {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const start = parts.slice(0, length).join('.');
    const field = RENAMED[start] ?? start;
    if (Object.hasOwn(FIELDS, field)) return field;
  }
  return undefined;
}

/** What of a problem stands beside which field. */
export function draftFaults(error: unknown): FormFaults {
  const found = formFaults(error, fieldOfPath);
  if (!(error instanceof Problem) || error.faults.length > 0) return found;
  const field = FIELD_OF_CODE[error.code];
  return field === undefined ? found : { fields: { [field]: error.detail ?? error.title }, others: [] };
}

/** The tab that a field stands on. */
export function tabOf(field: string): Tab | undefined {
  return FIELDS[fieldOfPath(field) ?? ''];
}
