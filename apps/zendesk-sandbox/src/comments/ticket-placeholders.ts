import type { Ticket } from '../tickets/ticket';
import { emailOf, type User } from '../users/user';
import type { Account } from '../world/account';
import type { PlaceholderValues } from './placeholders';

/** The placeholders that a comment on this ticket can use; the common ones of Zendesk's list. */
export function ticketPlaceholders(
  account: Account,
  ticket: Omit<Ticket, 'comments' | 'audits'>,
  caller: User,
): PlaceholderValues {
  return (name) => {
    const [subject, ...path] = name.split('.');
    const key = path.join('.');
    if (subject === 'current_user') return userValue(caller, key);
    if (subject !== 'ticket') return undefined;
    if (key.startsWith('requester.')) return userValue(account.users.find(ticket.requesterId), key.slice(10));
    if (key.startsWith('assignee.'))
      return userValue(account.users.find(ticket.assigneeId ?? 0), key.slice(9));
    return ticketValue(account, ticket, key);
  };
}

function ticketValue(
  account: Account,
  ticket: Omit<Ticket, 'comments' | 'audits'>,
  key: string,
): string | undefined {
  switch (key) {
    case 'id':
      return String(ticket.id);
    case 'title':
    case 'subject':
      return ticket.subject ?? '';
    case 'external_id':
      return ticket.externalId ?? '';
    case 'status':
      return ticket.status;
    case 'priority':
      return ticket.priority ?? '';
    case 'type':
      return ticket.type ?? '';
    case 'tags':
      return ticket.tags.join(' ');
    case 'account':
      return account.state.subdomain;
    case 'link':
    case 'url':
      return `${account.state.subdomain}.zendesk.com/agent/tickets/${ticket.id}`;
    default:
      return undefined;
  }
}

function userValue(user: User | undefined, key: string): string | undefined {
  if (user === undefined) return '';
  switch (key) {
    case 'name':
      return user.name;
    case 'first_name':
      return user.name.split(' ')[0] ?? '';
    case 'last_name':
      return user.name.split(' ').slice(1).join(' ');
    case 'email':
      return emailOf(user) ?? '';
    case 'id':
      return String(user.id);
    case 'external_id':
      return user.externalId ?? '';
    default:
      return undefined;
  }
}
