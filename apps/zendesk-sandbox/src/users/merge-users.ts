import { forbidden, recordInvalid } from '../http/zendesk-error';
import type { Account } from '../world/account';
import { newIdentity } from './new-user';
import { isAgent, type Identity, type User } from './user';

/** "Loser with more than 10 000 requested tickets is refused." */
const MAX_REQUESTED_TICKETS = 10_000;

/**
 * Merges the loser into the winner: all tickets and addresses go over, everything else of the loser is lost, and so is the
 * loser. Zendesk facts, merge.
 *
 * @throws ZendeskError 403 or 422 when the two cannot be merged
 */
export function mergeUsers(account: Account, loser: User, winner: User): void {
  if (isAgent(loser) || isAgent(winner)) throw forbidden('Only end users can be merged.');
  if (loser.id === winner.id)
    throw recordInvalid('base', { description: 'User: cannot be merged into itself', error: 'InvalidValue' });
  const tickets = account.tickets.byRequester(loser.id);
  if (tickets.length > MAX_REQUESTED_TICKETS) {
    throw recordInvalid('base', {
      description: 'User: has too many tickets to be merged',
      error: 'InvalidValue',
    });
  }
  for (const ticket of tickets) {
    account.tickets.change(ticket, () => {
      ticket.requesterId = winner.id;
    });
    account.noteTicket(ticket);
  }
  const phone = loser.phone === null ? [] : [phoneIdentity(account, loser.phone)];
  const identities = [...loser.identities.map((identity) => ({ ...identity, primary: false })), ...phone];
  account.users.change(loser, () => {
    const nothing = {
      externalId: null,
      identities: [],
      tags: [],
      notes: null,
      details: null,
      userFields: {},
      phone: null,
    };
    Object.assign(loser, nothing, { active: false, mergedIntoId: winner.id, updatedAt: account.now() });
  });
  account.users.change(winner, () => {
    winner.identities = [...winner.identities, ...identities];
    winner.updatedAt = account.now();
  });
  account.noteUser(loser);
  account.noteUser(winner);
}

/** "The loser's e-mail and phone become secondary identities." */
function phoneIdentity(account: Account, value: string): Identity {
  return newIdentity(account, { type: 'phone_number', value, verified: false, primary: false });
}
