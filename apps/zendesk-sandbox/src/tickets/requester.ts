import { asId, type Parameters } from '../http/parameters';
import { recordInvalid } from '../http/zendesk-error';
import { newUser } from '../users/new-user';
import type { User } from '../users/user';
import type { Account } from '../world/account';
import { REQUESTER_KEYS } from './ticket-parameters';

/**
 * The requester that a call names, or undefined when it names none. `requester_id` wins over `requester`; an object with a
 * known e-mail address gives that user, any other object makes a new end user on every call (Zendesk facts, requester).
 *
 * @throws ZendeskError 422 for an unknown, unnamed or suspended requester
 */
export function readRequester(account: Account, parameters: Parameters): User | undefined {
  const id = parameters.id('requester_id');
  if (id !== undefined && id !== null) return known(account, id);
  const short = parameters.raw('requester');
  const shortId = asId(short);
  if (shortId !== undefined) return known(account, shortId);
  if (typeof short === 'string') return byAddress(account, short, undefined);
  const object = parameters.object('requester', REQUESTER_KEYS);
  if (object === undefined) return undefined;
  return byAddress(account, object.text('email') ?? undefined, object.text('name') ?? undefined);
}

/**
 * @throws ZendeskError 422 `UserSuspended`: Zendesk facts, suspended: "Creating a ticket by API with a suspended requester: 422"
 */
export function refuseSuspended(requester: User): void {
  if (requester.suspended) {
    throw recordInvalid('requester', {
      description: `Requester: ${requester.name} is suspended.`,
      error: 'UserSuspended',
    });
  }
}

function known(account: Account, id: number): User {
  const user = account.users.find(id);
  if (user === undefined || !user.active) {
    throw recordInvalid('requester_id', { description: 'Requester: is invalid', error: 'InvalidValue' });
  }
  return user;
}

function byAddress(account: Account, email: string | undefined, name: string | undefined): User {
  const user = email === undefined ? undefined : account.users.findByEmail(email.trim());
  if (user !== undefined) return user;
  if (name === undefined || name.trim() === '') {
    throw recordInvalid('requester', {
      description: 'Requester: Name: is too short (minimum is 1 characters)',
    });
  }
  const fresh = newUser(account, { name: name.trim(), email: email?.trim() ?? null });
  account.users.add(fresh);
  account.noteUser(fresh);
  return fresh;
}
