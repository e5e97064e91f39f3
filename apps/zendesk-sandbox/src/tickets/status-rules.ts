import { recordInvalid } from '../http/zendesk-error';
import type { Account } from '../world/account';
import { customFieldsRequiredToSolve } from './required-fields';
import { STATUSES, type Status, type TicketFields } from './ticket';

/**
 * The status that a request names.
 *
 * @throws ZendeskError 422 for a word that is no status
 */
export function readStatus(value: string | null | undefined): Status | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const status = STATUSES.find((candidate) => candidate === value);
  if (status === undefined) throw invalidStatus(`Status: ${value} is not valid`);
  return status;
}

/**
 * Checks a change of status by the system rules of Zendesk: hold only where it is switched on, never back to new, solving
 * needs an assignee and every field that is required for it.
 *
 * @param solverId the caller, who becomes assignee where the account assigns the solver by itself
 * @throws ZendeskError 422
 */
export function checkStatusChange(
  account: Account,
  before: Status | null,
  fields: TicketFields,
  solverId: number,
): void {
  if (fields.status === before) return;
  if (fields.status === 'hold' && !account.state.settings.holdStatus)
    throw invalidStatus('Status: hold is not valid');
  if (fields.status === 'new' && before !== null) throw invalidStatus('Status: cannot be set back to new');
  if (fields.status !== 'solved') return;
  if (fields.assigneeId === null && account.state.settings.autoAssignSolver) {
    fields.assigneeId = solverId;
    fields.groupId ??= account.catalog.defaultId('groups');
  }
  const missing = [
    ...(fields.assigneeId === null ? ['Assignee'] : []),
    ...customFieldsRequiredToSolve(account, fields),
  ];
  if (missing.length > 0) {
    throw recordInvalid(
      'base',
      ...missing.map((name) => ({ description: `${name}: is required when solving a ticket` })),
    );
  }
}

/** 422 of any change to a closed ticket, word for word. */
export function closedTicket(): Error {
  return recordInvalid('status', { description: 'Status: closed prevents ticket update' });
}

function invalidStatus(description: string): Error {
  return recordInvalid('status', { description, error: 'InvalidValue' });
}
