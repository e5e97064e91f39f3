import { SandboxClient } from '../../test/sandbox-client';
import { RateLimiter, type Bucket } from './limiter';
import { limitsOf, PLANS } from './presets';
import { textOf } from '../http/json';

describe('account limits (Zendesk facts: account limits, headers and 429)', () => {
  it.each([
    ['team', 200],
    ['growth', 400],
    ['professional', 400],
    ['enterprise', 700],
    ['enterprise-plus', 2500],
    ['high-volume', 2500],
  ] as const)('plan %s allows %i calls a minute', (plan, limit) => {
    expect(limitsOf(plan).requestsPerMinute).toBe(limit);
    expect(PLANS).toContain(plan);
  });

  it('"every API reply: X-Rate-Limit, X-Rate-Limit-Remaining, ratelimit-limit, -remaining, -reset (seconds)"', async () => {
    const client = new SandboxClient({}, 'team');
    await client.get('/api/v2/users/me');
    await client.advance(20);
    expect((await client.get('/api/v2/tickets/99')).headers).toMatchObject({
      'x-rate-limit': '200',
      'x-rate-limit-remaining': '198',
      'ratelimit-limit': '200',
      'ratelimit-remaining': '198',
      'ratelimit-reset': '40',
    });
  });

  it('"over the limit: 429 with Retry-After in whole seconds"; the window starts anew afterwards', async () => {
    const client = new SandboxClient();
    await client.call('PUT', '/sandbox/limits', { body: { requestsPerMinute: 2 } });
    await client.get('/api/v2/users/me');
    await client.get('/api/v2/users/me');
    const refused = await client.createTicket();
    expect(refused).toMatchObject({
      status: 429,
      text: 'Number of allowed API requests per minute exceeded',
    });
    expect(refused.headers).toMatchObject({ 'retry-after': '60', 'x-rate-limit-remaining': '0' });
    expect(client.world.defaultAccount.tickets.size).toBe(0);
    await client.advance(60);
    expect((await client.createTicket()).status).toBe(201);
  });
});

describe('endpoint limits (Zendesk facts: endpoint limits)', () => {
  it('"30 per 10 min per user per ticket", with its header', async () => {
    const client = new SandboxClient();
    await client.call('PUT', '/sandbox/limits', { body: { updatesPerTicketPerTenMinutes: 30 } });
    await client.ticket();
    await client.ticket();
    const first = await client.update(1, { subject: 'x' });
    expect(first.headers['zendesk-ratelimit-per-ticket-updates']).toBe('total=30; remaining=29; resets=600');
    for (let time = 1; time < 30; time += 1)
      expect((await client.update(1, { subject: `x${time}` })).status).toBe(200);
    const refused = await client.update(1, { subject: 'too many' });
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBe('600');
    expect((await client.call('PUT', '/api/v2/tickets/1/tags', { body: { tags: ['x'] } })).status).toBe(429);
    expect((await client.update(2, { subject: 'another ticket' })).status).toBe(200);
    await client.advance(600);
    expect((await client.update(1, { subject: 'again' })).status).toBe(200);
  });

  it('"100/min per account (300 with add-on; 20 in sandbox and trial)", with its header', async () => {
    expect(
      [limitsOf('enterprise'), limitsOf('high-volume'), limitsOf('sandbox')].map(
        (limits) => limits.ticketUpdatesPerMinute,
      ),
    ).toEqual([100, 300, 20]);
    const client = new SandboxClient();
    await client.call('PUT', '/sandbox/limits', { body: { ticketUpdatesPerMinute: 20 } });
    for (let time = 0; time < 3; time += 1) await client.ticket();
    for (let time = 0; time < 20; time += 1)
      expect((await client.update((time % 3) + 1, { subject: `x${time}` })).status).toBe(200);
    const refused = await client.update(1, { subject: 'x' });
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({
      'zendesk-ratelimit-tickets-update': 'total=20; remaining=0; resets=60',
      'retry-after': '60',
    });
  });

  it('whether a 429 on the per-ticket limit carries Retry-After is a setting', async () => {
    const client = new SandboxClient({ retryAfterOnTicketLimit: false });
    await client.call('PUT', '/sandbox/limits', { body: { updatesPerTicketPerTenMinutes: 0 } });
    await client.ticket();
    const refused = await client.update(1, { subject: 'x' });
    expect(refused.status).toBe(429);
    expect(refused.headers['retry-after']).toBeUndefined();
  });

  it('"create-or-update user, update user: 5/min per user record and 1 request/second per account"', async () => {
    const client = new SandboxClient();
    await client.call('PUT', '/sandbox/limits', {
      body: { userUpsertsPerSecond: 1, updatesPerUserPerMinute: 5 },
    });
    const ada = await client.user({ name: 'Ada' });
    await client.user({ name: 'Bob' });
    const change = async (): Promise<number> =>
      (await client.call('PUT', `/api/v2/users/${textOf(ada['id'])}`, { body: { user: { notes: 'x' } } }))
        .status;
    expect(await change()).toBe(200);
    expect(await change()).toBe(429);
    for (let second = 0; second < 4; second += 1) {
      await client.advance(1);
      expect(await change()).toBe(200);
    }
    await client.advance(1);
    expect(await change()).toBe(429);
    const other = { user: { name: 'Carl', email: 'carl@example.com' } };
    expect((await client.call('POST', '/api/v2/users/create_or_update', { body: other })).status).toBe(201);
    expect((await client.call('POST', '/api/v2/users/create_or_update', { body: other })).status).toBe(429);
  });

  it('reports creations in the header that was seen', async () => {
    const reply = await new SandboxClient({}, 'enterprise').createTicket();
    expect(reply.headers['zendesk-ratelimit-ticket-request-create-by-user-and-ip']).toBe(
      'total=300; remaining=299; resets=60',
    );
  });
});

describe('the limiter', () => {
  it('takes of every bucket or of none', () => {
    const limiter = new RateLimiter();
    const wide: Bucket = { key: 'wide', limit: 10, periodSeconds: 60, tellsRetryAfter: true };
    const narrow: Bucket = { key: 'narrow', limit: 1, periodSeconds: 1, tellsRetryAfter: true };
    expect(limiter.take([wide, narrow], 0).exhausted).toBeUndefined();
    expect(limiter.take([wide, narrow], 500).exhausted).toMatchObject({ bucket: narrow, resetsSeconds: 1 });
    expect(limiter.take([wide], 600).standings[0]?.remaining).toBe(8);
    expect(limiter.take([wide, narrow], 1000).exhausted).toBeUndefined();
  });
});
