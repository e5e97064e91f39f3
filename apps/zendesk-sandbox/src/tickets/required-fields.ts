import { textOf } from '../http/json';
import type { Account } from '../world/account';
import type { TicketFields } from './ticket';

/** Titles of the custom ticket fields that must be filled to solve a ticket and are empty. */
export function customFieldsRequiredToSolve(account: Account, fields: TicketFields): string[] {
  return account.catalog
    .list('ticket_fields')
    .filter(
      ({ properties }) =>
        properties['required'] === true && properties['active'] === true && properties['custom'] !== false,
    )
    .filter(({ id }) => isEmpty(fields.customFields[id]))
    .map(({ properties }) => textOf(properties['title']));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}
