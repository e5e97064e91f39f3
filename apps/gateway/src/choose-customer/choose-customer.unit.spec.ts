import { fixedClock } from '@parley/testing';
import type { OutgoingMessage } from '@parley/event-log';
import { parseDerived } from '@parley/contracts';
import type { AppendOutcome } from '../log-of-record/log-appender';
import type { RequesterOfTicket } from './ambiguous-requesters';
import { ChooseCustomer } from './choose-customer';

const principal = {
  kind: 'person',
  subject: 'grace',
  role: 'operator',
  credential: { expiresAt: new Date(0) },
} as const;
const ambiguous: RequesterOfTicket = {
  organizationId: 'org',
  contactId: 'contact-7',
  requesterKey: 'email:a@b.example',
  reason: 'customer-ambiguous',
  candidates: [7, 8],
};

describe('choosing a customer (C3)', () => {
  let sent: OutgoingMessage[];
  let outcome: AppendOutcome;
  const choose = (requester: RequesterOfTicket | undefined, zendeskUserId: number) =>
    new ChooseCustomer(
      { find: () => Promise.resolve(requester) },
      {
        append: (messages) => {
          sent.push(...messages);
          return Promise.resolve(outcome);
        },
      },
      fixedClock(),
      'test.',
    ).choose('6f1c2a52-6f0e-5a8e-9a43-0d6b3a0f3f11', { zendeskUserId, note: 'the old one' }, principal);

  beforeEach(() => {
    sent = [];
    outcome = { kind: 'acknowledged', places: [] };
  });

  it('C3 puts the choice on the log of commands, keyed by the contact, with who chose', async () => {
    const { source, id } = await choose(ambiguous, 8);
    expect(sent).toMatchObject([
      {
        topic: 'test.commands.v1',
        key: 'contact-7',
        headers: { ce_id: id, ce_source: source, ce_type: 'parley.command.choose-customer.v1' },
      },
    ]);
    const data: unknown = JSON.parse(String(sent[0]?.value));
    expect(data).toMatchObject({
      by: { id: 'grace', role: 'operator' },
      note: 'the old one',
      organizationId: 'org',
      requesterKey: 'email:a@b.example',
      zendeskUserId: 8,
    });
    const event = { specversion: '1.0', id, source, type: 'parley.command.choose-customer.v1', data };
    expect(parseDerived('commands', event)).toMatchObject({ ok: true });
  });

  it.each([
    ['an id that nothing waits under', undefined, 8, 'parked-unknown'],
    ['a customer who is known by now', { ...ambiguous, reason: null }, 8, 'nothing-to-choose'],
    ['a suspended customer', { ...ambiguous, reason: 'customer-suspended' }, 8, 'nothing-to-choose'],
    ['a user who is no candidate', ambiguous, 9, 'not-a-candidate'],
  ])('refuses %s', async (_what, requester, user, code) => {
    await expect(choose(requester, user)).rejects.toMatchObject({ code });
    expect(sent).toEqual([]);
  });

  it('says so when Kafka did not take the choice', async () => {
    outcome = { kind: 'unavailable' };
    await expect(choose(ambiguous, 7)).rejects.toMatchObject({ code: 'log-unavailable' });
  });
});
