import type { TicketView } from '@parley/contracts';
import { answerOf } from './answer';
import { whereToMend } from './where-to-mend';

const ticket: TicketView = {
  ticketKey: '00000000-0000-5000-8000-000000000001',
  generation: 0,
  zendeskTicketId: 35,
  url: 'https://acme.zendesk.com/agent/tickets/35',
  status: 'open',
  throughPosition: { epoch: 1, partition: 0, offset: 4 },
};

describe('why something is, or is not, in Zendesk (X1)', () => {
  it.each([
    ['syncing', null, [ticket], 'synced'],
    ['syncing', null, [], 'writing'],
    ['frozen', null, [ticket], 'frozen'],
    ['frozen', null, [], 'writing'],
    ['held', 'not-associated', [], 'waits'],
    ['held', 'account-disabled', [ticket], 'waitsAfter'],
    ['parked', 'ticket-deleted', [ticket], 'waitsAfter'],
    ['blocked', 'customer-ambiguous', [], 'waits'],
    ['held', null, [], 'heard'],
  ] as const)('X1 %s (%s) with tickets %j is "%s"', (state, reason, tickets, key) => {
    expect(answerOf({ state, reason, tickets })).toEqual({ key, reason: reason ?? undefined });
  });
});

describe('where what stops a conversation is mended', () => {
  const waiting = { organizationId: 'org-1', contactId: 'contact-1' };

  it.each([
    ['not-associated', 'advisor', '/customers'],
    ['not-associated', 'operator', undefined],
    ['account-disabled', 'administrator', '/organizations/$organizationId/accounts'],
    ['account-disabled', 'operator', undefined],
    ['organization-not-authorised', 'administrator', '/organizations/$organizationId'],
    ['no-mode-enabled', 'administrator', '/organizations/$organizationId/configuration'],
    ['rejected-by-zendesk', 'operator', '/errors'],
    ['rejected-by-zendesk', 'advisor', undefined],
    ['no-human-reply', 'administrator', undefined],
    ['something-new', 'administrator', undefined],
  ] as const)('X1 %s: the %s goes to %s', (reason, role, to) => {
    expect(whereToMend(reason, role, waiting)?.link.to).toBe(to);
  });

  it('X1 begins with the list of organizations where the account belongs to none', () => {
    expect(
      whereToMend('account-not-linked', 'administrator', { ...waiting, organizationId: null })?.link,
    ).toEqual({ to: '/organizations' });
  });
});
