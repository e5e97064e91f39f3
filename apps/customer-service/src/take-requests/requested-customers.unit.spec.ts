import type { Requester, SyncEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import { requestedCustomers } from './requested-customers.translate';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const position = { epoch: 1, partition: 0, offset: 5 };

function decoded(event: SyncEvent): DecodedEvent<SyncEvent> {
  const record = { topic: 't', partition: 0, offset: 1, timestamp: 0, key: null, value: null, headers: {} };
  return { event, position, record };
}

function requested(requester: Requester): DecodedEvent<SyncEvent> {
  return decoded({
    specversion: '1.0',
    id: 'e-1',
    source: '/parley/trigger-evaluator',
    type: 'parley.sync.requested.v1',
    traceparent: PARENT,
    data: {
      version: 1,
      ticketKey: '6f1c2a52-6f0e-5a8e-9a43-0d6b3a0f3f11',
      organizationId: 'org',
      conversationId: 'conv-1',
      accountId: 'acc-1',
      contactId: 'contact-7',
      mode: 'B',
      trigger: { source: '/p', id: 'm-1' },
      firedAt: position,
      throughPosition: position,
      requester,
      frozen: false,
    },
  });
}

describe('requestedCustomers', () => {
  it('C7: names the requester of the request, not the contact', () => {
    expect(
      requestedCustomers([
        requested({ key: 'email:ada@b.example', kind: 'email', email: 'ada@b.example', name: 'Ada' }),
      ]),
    ).toEqual([
      {
        organizationId: 'org',
        requesterKey: 'email:ada@b.example',
        wanted: { kind: 'email', email: 'ada@b.example', name: 'Ada' },
        traceparent: PARENT,
      },
    ]);
    expect(
      requestedCustomers([requested({ key: 'user:7', kind: 'linked', zendeskUserId: 7 })]),
    ).toMatchObject([{ requesterKey: 'user:7', wanted: { kind: 'linked', zendeskUserId: 7 } }]);
  });

  it('K2: finds a name where the contact has none, since a user needs one', () => {
    const wanted = requestedCustomers([
      requested({ key: 'email:ada@b.example', kind: 'email', email: 'ada@b.example', name: ' ' }),
      requested({ key: 'nameless:contact-7', kind: 'nameless', name: '' }),
    ]).map((customer) => customer.wanted);
    expect(wanted).toMatchObject([{ name: 'ada' }, { name: 'Contact contact-7' }]);
  });

  it('works under the span of the batch where there is one, so that no hop is missing in the trace', () => {
    const hop = PARENT.replace('b7ad6b7169203331', '00f067aa0ba902b7');
    const event = requested({ key: 'user:7', kind: 'linked', zendeskUserId: 7 });
    expect(requestedCustomers([{ ...event, traceparent: hop }])).toMatchObject([{ traceparent: hop }]);
  });

  it('needs nobody for what is held', () => {
    const held: SyncEvent = {
      specversion: '1.0',
      id: 'e-2',
      source: '/parley/trigger-evaluator',
      type: 'parley.sync.held.v1',
      data: { version: 2, conversationId: 'conv-1', contactId: 'contact-7', accountId: 'acc-1', gates: [] },
    };
    expect(requestedCustomers([decoded(held)])).toEqual([]);
  });
});
