import type { TimelineEntry } from '@parley/contracts';
import { httpHarness } from '../../test/http-harness';
import type { HttpHarness } from '../../test/http-harness';
import { ROLES } from '../access/role';
import { CONVERSATION_STORE } from './conversation-store';
import type { KnownConversation } from './conversation-store';
import { maskPersonal } from './mask-personal';

const at = '2026-11-21T09:00:00.000Z';

describe('X2: what is masked in free texts', () => {
  it.each([
    ['an e-mail address', 'ask ada.lovelace+x@mail.example.co.uk, please', 'ask •••, please'],
    ['an address in brackets', 'Ada <ada@example.com>', 'Ada <•••>'],
    ['an international number', 'call +33 6 12 34 56 78.', 'call •••.'],
    ['a national number', 'call 06-12-34-56-78 now', 'call ••• now'],
    ['a handle', 'wrote as @ada_l.99, twice', 'wrote as •••, twice'],
  ])('%s', (_what, text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });

  it.each([
    'ticket #36000001234 was merged',
    'see ticket 36000001234',
    'at 2026-11-21 09:00',
    'Tags: vip, order-2026-11',
    'a price of 10.50 @ the shop',
  ])('not: %s', (text) => {
    expect(maskPersonal(text)).toBe(text);
  });
});

describe('X2: who sees free texts as they were written', () => {
  const note = 'grace (operator) lets it go: wrote to ada@example.com, +33 6 12 34 56 78, @ada';
  const entries: readonly TimelineEntry[] = [
    { at, kind: 'ticket', type: 'parley.command.ignore-parked.v1', summary: note },
    { at, kind: 'event', type: 'parley.conversation.tagged.v1', summary: 'Tags: vip, ada@example.com' },
    { at, kind: 'ticket', type: 'parley.ticket.created.v1', summary: 'Ticket created #36000001234' },
  ];
  const known: KnownConversation = {
    summary: {
      id: 'conv-1',
      accountId: 'acc',
      contactId: 'contact-1',
      organizationId: null,
      state: 'held',
      reason: null,
      closed: false,
      lastEventAt: at,
      tickets: [],
    },
    gateReport: undefined,
    target: undefined,
    customerObstacle: undefined,
    candidates: [],
    ticketObstacle: undefined,
  };
  let harness: HttpHarness;
  beforeAll(async () => {
    const store = {
      find: () => Promise.resolve(known),
      timeline: () => Promise.resolve(entries.map((entry, key) => ({ entry, key: String(key) }))),
    };
    harness = await httpHarness([{ provide: CONVERSATION_STORE, useValue: store }]);
  }, 30_000);
  afterAll(() => harness.close());

  it.each(ROLES)('%s', async (role) => {
    const token = await harness.issuer.token({ role });
    const answer = await harness.inject({
      method: 'GET',
      url: '/v1/conversations/conv-1',
      headers: { authorization: `Bearer ${token}` },
    });
    const { timeline } = answer.json<{ timeline: TimelineEntry[] }>();
    const masked = ['grace (operator) lets it go: wrote to •••, •••, •••', 'Tags: vip, •••'];
    const open = [note, 'Tags: vip, ada@example.com'];
    expect(timeline.map(({ summary }) => summary)).toEqual([
      ...(role === 'administrator' ? open : masked),
      'Ticket created #36000001234',
    ]);
  });
});
