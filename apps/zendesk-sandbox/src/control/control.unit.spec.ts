import { ADMIN_TOKEN, listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf, type JsonObject } from '../http/json';

async function make(
  client: SandboxClient,
  subdomain: string,
  more: JsonObject = {},
): Promise<{ prefix: string; token: string }> {
  const reply = await client.call('POST', '/sandbox/accounts', { body: { subdomain, ...more }, token: null });
  expect(reply.status).toBe(201);
  return { prefix: new URL(textOf(reply.body['url'])).pathname, token: textOf(reply.body['accessToken']) };
}

const TICKET = { ticket: { comment: { body: 'x' } } };

describe('accounts of one process', () => {
  it('are reached by path prefix, by host and by token, and share nothing', async () => {
    const client = new SandboxClient();
    const acme = await make(client, 'acme');
    const globex = await make(client, 'globex');
    const created = await client.call('POST', `${acme.prefix}/api/v2/tickets.json`, {
      body: TICKET,
      token: acme.token,
    });
    expect(created.headers['location']).toBe('http://localhost:80/accounts/acme/api/v2/tickets/1.json');
    const byHost = await client.call('GET', '/api/v2/tickets/1', {
      token: acme.token,
      headers: { host: 'acme.localhost:4000' },
    });
    expect(objectAt(byHost.body, 'ticket')['url']).toBe('http://acme.localhost:4000/api/v2/tickets/1.json');
    expect((await client.call('GET', '/api/v2/tickets/1', { token: acme.token })).status).toBe(200);
    expect((await client.get('/api/v2/tickets/1')).status).toBe(404);
    expect(
      (await client.call('GET', `${globex.prefix}/api/v2/tickets/1`, { token: globex.token })).status,
    ).toBe(404);
  });

  it("refuse each other's tokens and unknown subdomains", async () => {
    const client = new SandboxClient();
    const acme = await make(client, 'acme');
    expect((await client.call('GET', `${acme.prefix}/api/v2/tickets`, { token: ADMIN_TOKEN })).status).toBe(
      401,
    );
    const unknown = await client.get('/accounts/nobody/api/v2/tickets');
    expect(unknown.status).toBe(404);
    expect(objectAt(unknown.body, 'error')['title']).toBe('No help desk at nobody');
  });

  it('have limits, settings, faults and clocks of their own', async () => {
    const client = new SandboxClient();
    const acme = await make(client, 'acme', {
      plan: 'team',
      limits: { ticketUpdatesPerMinute: 7 },
      settings: { indexLagSeconds: 9 },
    });
    expect((await client.get(`${acme.prefix}/sandbox/limits`)).body).toMatchObject({
      requestsPerMinute: 200,
      ticketUpdatesPerMinute: 7,
    });
    expect((await client.get(`${acme.prefix}/sandbox/settings`)).body).toMatchObject({ indexLagSeconds: 9 });
    expect((await client.get('/sandbox/limits')).body).toMatchObject({ requestsPerMinute: null });
    await client.call('POST', `${acme.prefix}/sandbox/faults`, { body: { kind: 'status', status: 500 } });
    expect((await client.call('GET', `${acme.prefix}/api/v2/tickets`, { token: acme.token })).status).toBe(
      500,
    );
    expect((await client.get('/api/v2/tickets')).status).toBe(200);
  });

  it('a reset empties one account and keeps its token', async () => {
    const client = new SandboxClient();
    const acme = await make(client, 'acme', { limits: { ticketUpdatesPerMinute: 7 } });
    await client.ticket();
    await client.call('POST', `${acme.prefix}/api/v2/tickets`, { body: TICKET, token: acme.token });
    await client.call('PUT', `${acme.prefix}/sandbox/limits`, { body: { ticketUpdatesPerMinute: 1 } });
    const reset = await client.call('POST', `${acme.prefix}/sandbox/reset`);
    expect(reset.body).toMatchObject({ subdomain: 'acme', accessToken: acme.token });
    const listed = await client.call('GET', `${acme.prefix}/api/v2/tickets`, { token: acme.token });
    expect(listed.body['count']).toBe(0);
    expect((await client.get(`${acme.prefix}/sandbox/limits`)).body).toMatchObject({
      ticketUpdatesPerMinute: 7,
    });
    expect((await client.get('/api/v2/tickets')).body['count']).toBe(1);
  });

  it('orders that do not fit are refused with the reason', async () => {
    const client = new SandboxClient();
    const wrong = [
      ['/sandbox/limits', 'PUT', { requestPerMinute: 1 }],
      ['/sandbox/settings', 'PUT', { indexLagSeconds: -1 }],
      ['/sandbox/faults', 'POST', { kind: 'earthquake' }],
      ['/sandbox/clock', 'POST', { set: 'tomorrow' }],
      ['/sandbox/accounts', 'POST', { subdomain: 'Not A Subdomain' }],
    ] as const;
    for (const [path, method, body] of wrong) {
      expect(await client.call(method, path, { body })).toMatchObject({
        status: 400,
        body: { error: 'BadRequest' },
      });
    }
  });
});

describe('the clock', () => {
  it('can be set, moved and run at another speed', async () => {
    const client = new SandboxClient();
    const moved = await client.call('POST', '/sandbox/clock', {
      body: { set: '2027-01-01T00:00:00Z', advanceSeconds: 90 },
    });
    expect(moved.body).toEqual({ now: '2027-01-01T00:01:30.000Z', rate: 0 });
    expect((await client.call('POST', '/sandbox/clock', { body: { rate: 60 } })).body['rate']).toBe(60);
  });
});

describe('GET /sandbox/truth', () => {
  it('tells every ticket with comments and audits, deleted ones too, every user and every call', async () => {
    const client = new SandboxClient({ recordBodies: true });
    await client.user({ name: 'Ada' });
    await client.createTicket({ metadata: { m: 1 } }, { 'idempotency-key': 'k-1' });
    await client.ticket();
    await client.call('DELETE', '/api/v2/tickets/2');
    const truth = (await client.get('/sandbox/truth')).body;
    expect(truth).toMatchObject({
      subdomain: 'parley-sandbox',
      counts: { tickets: 2, users: 4, calls: 4 },
      next: null,
    });
    const tickets = listAt(truth, 'tickets');
    expect(tickets.map((ticket) => ticket['deleted_at'])).toEqual([null, '2026-11-22T12:00:00Z']);
    expect(listAt(tickets[0] ?? {}, 'comments')[0]).toMatchObject({
      plain_body: 'Hello',
      metadata: { custom: { m: 1 } },
    });
    expect(listAt(tickets[0] ?? {}, 'audits')).toHaveLength(1);
    expect(listAt(truth, 'users').map((user) => user['name'])).toContain('Ada');
    expect(listAt(truth, 'calls')[1]).toMatchObject({
      method: 'POST',
      path: '/api/v2/tickets',
      status: 201,
      appliedStatus: 201,
      idempotencyKey: 'k-1',
      fault: null,
      body: expect.stringContaining('"m":1') as string,
    });
  });

  it('notes calls of endpoints that do not exist', async () => {
    const client = new SandboxClient();
    expect((await client.call('POST', '/api/v2/tickets/create_many', { body: {} })).status).toBe(404);
    const calls = listAt((await client.get('/sandbox/truth?include=calls')).body, 'calls');
    expect(calls).toMatchObject([{ method: 'POST', path: '/api/v2/tickets/create_many', status: 404 }]);
  });

  it('comes in pages and parts when asked', async () => {
    const client = new SandboxClient();
    for (let number = 0; number < 5; number += 1) await client.ticket();
    const first = (await client.get('/sandbox/truth?include=tickets&limit=2')).body;
    expect(first['next']).toEqual({ tickets: 2 });
    expect(first).not.toHaveProperty('users');
    const rest = (await client.get('/sandbox/truth?include=tickets,calls&afterTicketId=2&afterCall=4')).body;
    expect(listAt(rest, 'tickets').map((ticket) => ticket['id'])).toEqual([3, 4, 5]);
    expect(listAt(rest, 'calls').map((call) => call['sequence'])).toEqual([5]);
  });
});
