import { GatewayStage } from '../../test/gateway-stage';
import { jsonBody } from './json-body';
import type { ZendeskOutcome } from './outcome';

describe('ZendeskGateway against the Zendesk sandbox', () => {
  let stage: GatewayStage;
  let keys = 0;

  beforeAll(async () => {
    stage = await GatewayStage.open();
    await stage.sandbox.call('PUT', '/sandbox/limits', { plan: 'high-volume' });
  });
  afterAll(() => stage.close());
  beforeEach(async () => {
    await stage.sandbox.call('DELETE', '/sandbox/faults');
    await stage.database.query('TRUNCATE budget_bucket');
  });

  const body = <T>(outcome: ZendeskOutcome<T>): T => {
    if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
    return outcome.body;
  };
  const customer = async (change: Record<string, unknown> = {}) => {
    keys += 1;
    const user = { name: `Customer ${keys}`, externalId: `parley:c${keys}`, ...change };
    return body(await stage.gateway.createUser('org', user));
  };
  const create = async (ticket: Record<string, unknown> = {}) => {
    const { id } = await customer();
    keys += 1;
    const write = {
      subject: 'S',
      requester_id: id,
      comment: { html_body: '<p>one</p>', public: true },
      ...ticket,
    };
    return stage.gateway.createTicket('org', {
      body: jsonBody({ ticket: write }),
      callClass: 'create',
      idempotencyKey: `key-${keys}`,
    });
  };
  const update = (id: number, ticket: Record<string, unknown>) =>
    stage.gateway.updateTicket('org', id, { body: jsonBody({ ticket }), callClass: 'public' });
  const comment = (text: string, marker: string) => ({
    comment: { html_body: text, public: true },
    metadata: { parley: marker },
  });

  it('creates, updates and reads a ticket, with the comment and the marker in its audits, newest first', async () => {
    const { ticket, audit } = body(await create({ external_id: 'parley:t1:1', metadata: { parley: 'm0' } }));
    expect(audit?.events.map(({ type }) => type)).toContain('Comment');
    for (const marker of ['m1', 'm2', 'm3']) body(await update(ticket.id, comment('<p>more</p>', marker)));
    expect(body(await stage.gateway.showTicket('org', ticket.id))).toMatchObject({
      id: ticket.id,
      external_id: 'parley:t1:1',
    });
    const page = body(await stage.gateway.ticketAudits('org', ticket.id));
    expect(page.newestFirst).toBe(true);
    const markers = page.audits.flatMap(({ metadata }) => metadata?.custom?.['parley'] ?? []);
    expect(markers).toEqual(['m3', 'm2', 'm1', 'm0']);
    const found = (marker: string) =>
      stage.gateway.findAudit('org', ticket.id, {
        matches: ({ metadata }) => metadata?.custom?.['parley'] === marker,
        notBefore: new Date(0),
      });
    expect(body(await found('m1'))).toMatchObject({ metadata: { custom: { parley: 'm1' } } });
    expect(body(await found('m9'))).toBeUndefined();
  });

  it('finds a ticket by its external id, in the list, by search, and in the bin', async () => {
    const { ticket } = body(await create({ external_id: 'parley:t2:1' }));
    expect(body(await stage.gateway.ticketsByExternalId('org', 'parley:t2:1'))).toMatchObject([
      { id: ticket.id },
    ]);
    expect(body(await stage.gateway.ticketsByExternalId('org', 'parley:t2'))).toEqual([]);
    expect(body(await stage.gateway.searchTickets('org', 'parley:t2:1'))).toEqual([ticket.id]);
    await stage.sandbox.call('DELETE', `/api/v2/tickets/${ticket.id}`);
    expect(await stage.gateway.showTicket('org', ticket.id)).toMatchObject({
      kind: 'refused',
      code: 'not-found',
      detail: 'RecordNotFound',
    });
    expect(body(await stage.gateway.deletedTickets('org'))).toMatchObject([{ id: ticket.id }]);
  });

  it('knows a replay and a mismatch of an idempotency key', async () => {
    const { id } = await customer();
    const send = (text: string) =>
      stage.gateway.createTicket('org', {
        body: jsonBody({ ticket: { requester_id: id, comment: { html_body: text, public: true } } }),
        callClass: 'create',
        idempotencyKey: 'same',
      });
    const [first, again, other] = [await send('a'), await send('a'), await send('b')];
    expect([first, again]).toMatchObject([
      { kind: 'ok', replayed: false },
      { kind: 'ok', replayed: true },
    ]);
    expect(body(again).ticket.id).toBe(body(first).ticket.id);
    expect(other).toMatchObject({ kind: 'refused', code: 'idempotency-mismatch', status: 400 });
  });

  it('knows a stale safe update, a closed ticket and a name that Zendesk drops', async () => {
    const { ticket } = body(await create());
    expect(
      await update(ticket.id, { safe_update: true, updated_stamp: '2020-01-01T00:00:00Z', tags: ['x'] }),
    ).toMatchObject({ kind: 'conflict' });
    expect(await update(ticket.id, { coment: {} })).toMatchObject({
      kind: 'ok',
      unpermittedKeys: ['ticket.coment'],
    });
    body(await update(ticket.id, { status: 'closed' }));
    expect(await update(ticket.id, comment('<p>late</p>', 'm'))).toMatchObject({
      kind: 'refused',
      code: 'ticket-closed',
      status: 422,
    });
  });

  it('knows a suspended requester', async () => {
    const { id } = await customer();
    await stage.sandbox.call('PUT', `/api/v2/users/${id}`, { user: { suspended: true } });
    expect(await create({ requester_id: id })).toMatchObject({ kind: 'refused', code: 'user-suspended' });
    expect(body(await stage.gateway.showUser('org', id))).toMatchObject({ suspended: true });
  });

  it('C3: finds users by exactly their address, secondary ones too, and by external id', async () => {
    const ada = await customer({ email: 'Ada+x@b.example' });
    await customer({ email: 'ada@b.example.org' });
    await stage.sandbox.call('POST', `/api/v2/users/${ada.id}/identities`, {
      identity: { type: 'email', value: 'countess@b.example' },
    });
    expect(body(await stage.gateway.searchUsersByEmail('org', 'ada+x@b.example'))).toMatchObject([
      { id: ada.id },
    ]);
    expect(body(await stage.gateway.searchUsersByEmail('org', 'countess@b.example'))).toMatchObject([
      { id: ada.id },
    ]);
    expect(body(await stage.gateway.searchUsersByEmail('org', 'ada@b.example'))).toEqual([]);
    expect(body(await stage.gateway.searchUsersByEmail('org', '" role:admin "@b.example'))).toEqual([]);
    expect(body(await stage.gateway.userByExternalId('org', ada.external_id ?? ''))).toMatchObject({
      id: ada.id,
    });
    expect(body(await stage.gateway.userByExternalId('org', 'parley:none'))).toBeUndefined();
    expect(body(await stage.gateway.showManyUsers('org', [ada.id, 999_999_999]))).toMatchObject([
      { id: ada.id },
    ]);
    const again = await stage.gateway.createUser('org', {
      name: 'Ada',
      email: 'ada+x@b.example',
      externalId: 'parley:other',
    });
    expect(again).toMatchObject({
      kind: 'refused',
      code: 'duplicate-value',
      fields: [{ field: 'email', code: 'DuplicateValue' }],
    });
  });

  it('K3: finds the agent with an address, and no end user', async () => {
    const { user } = await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', {
      user: { name: 'Agent', email: 'agent@b.example', role: 'agent' },
    });
    await customer({ email: 'client@b.example' });
    expect(body(await stage.gateway.findAgentByEmail('org', 'agent@b.example'))).toMatchObject({
      id: user.id,
    });
    expect(body(await stage.gateway.findAgentByEmail('org', 'client@b.example'))).toBeUndefined();
    expect(body(await stage.gateway.userFields('org'))).toEqual(expect.any(Array));
  });

  it.each([
    ['status-after', { status: 500 }, 'server-error', true],
    ['status', { status: 502 }, 'server-error', false],
    ['reset-before', {}, 'connection-lost', false],
    ['reset-after', {}, 'connection-lost', true],
    ['half-answer', {}, 'connection-lost', true],
    ['wrong-json', {}, 'unreadable-answer', true],
    ['stall-after', { delayMs: 5_000 }, 'timeout', true],
    ['slow-headers', { delayMs: 5_000 }, 'timeout', true],
  ] as const)(
    'says that nobody knows after the fault "%s", and the truth shows why',
    async (kind, order, reason, applied) => {
      const { ticket } = body(await create());
      await stage.fault({ kind, ...order, method: 'PUT' });
      expect(await update(ticket.id, comment('<p>lost?</p>', kind))).toMatchObject({
        kind: 'unknown',
        reason,
      });
      const found = await stage.gateway.findAudit('org', ticket.id, {
        matches: ({ metadata }) => metadata?.custom?.['parley'] === kind,
        notBefore: new Date(0),
      });
      expect(body(found) !== undefined).toBe(applied);
    },
  );

  it('obeys the limits that the headers tell, and pauses what a 429 names', async () => {
    const { ticket } = body(await create());
    await stage.sandbox.call('PUT', '/sandbox/limits', { plan: 'sandbox', ticketUpdatesPerMinute: 20 });
    body(await update(ticket.id, { tags: ['a'] }));
    body(await update(ticket.id, { tags: ['b'] }));
    expect(await stage.gateway.budget('org')).toContainEqual(
      expect.objectContaining({ bucket: 'ticket-updates', limit: 20 }),
    );
    await stage.fault({ kind: 'rate-limit', method: 'POST', path: '/api/v2/users', retryAfterSeconds: 40 });
    const limited = await stage.gateway.createUser('org', { name: 'X', externalId: 'parley:x' });
    expect(limited).toMatchObject({ kind: 'rate-limited', retryAfterMs: 40_000, sent: true });
    expect(await stage.gateway.createUser('org', { name: 'X', externalId: 'parley:x' })).toMatchObject({
      kind: 'rate-limited',
      sent: false,
    });
  });
});
