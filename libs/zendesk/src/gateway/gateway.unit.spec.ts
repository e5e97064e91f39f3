import { fixedClock } from '@parley/testing';
import { FakeConnections } from '../../test/fake-connections';
import { MemoryBucketStore } from '../budget/memory-bucket-store';
import { answer, inTurn, RawZendesk, type Script } from '../../test/raw-zendesk';
import { ZendeskHosts } from '../http/zendesk-hosts';
import { composeGateway } from './compose-gateway';
import type { RefreshResult } from '../oauth/token-refresher';
import type { ZendeskGateway } from './gateway';

const me = answer(200, { user: { id: 900, role: 'admin' } });
const anonymous = answer(200, { user: { id: null, name: 'Anonymous user' } });
const ticket = {
  id: 35,
  status: 'open',
  created_at: '2026-11-21T09:00:00Z',
  updated_at: '2026-11-21T09:00:00Z',
  requester_id: 7,
  tags: [],
};
const written = answer(200, { ticket, audit: { id: 1, created_at: ticket.created_at, events: [] } });
const refusedToken = answer(401, { error: 'invalid_token' });
const body = Buffer.from('{"ticket":{}}');

describe('ZendeskGateway', () => {
  const clock = fixedClock();
  let zendesk: RawZendesk;
  let connections: FakeConnections;
  let gateway: ZendeskGateway;
  let lost: number[];
  /** What comes of renewing; it stores the new token where there is one. */
  let renewal: RefreshResult;
  let renewals: number;

  beforeEach(async () => {
    zendesk = await RawZendesk.listen();
    connections = new FakeConnections(zendesk.origin);
    lost = [];
    renewal = 'impossible';
    renewals = 0;
    const refresh = (_organizationId: string, tokenVersion: number) => {
      renewals += 1;
      if (renewal === 'refreshed')
        connections.change({ tokenVersion: tokenVersion + 1, accessToken: 'renewed' });
      return Promise.resolve(renewal);
    };
    gateway = composeGateway({
      buckets: new MemoryBucketStore(() => 1_790_000_000_000 + clock.monotonicMs()),
      connections,
      renewals: () => ({ refresh, due: () => Promise.resolve([{ organizationId: 'org', tokenVersion: 1 }]) }),
      hosts: ZendeskHosts.parse(zendesk.host),
      clock,
      settings: { callTimeoutMs: 300 },
      listener: { authorizationLost: ({ tokenVersion }) => void lost.push(tokenVersion) },
    });
    clock.advance(60_000);
  });
  afterEach(async () => {
    await zendesk.close();
    await gateway.close();
  });

  const respond = (first: Script, ...rest: readonly Script[]) => {
    zendesk.script = inTurn(first, ...rest);
  };
  const updateTicket = () => gateway.updateTicket('org', 35, { body, callClass: 'public' });

  it('sends the token of the connection and the bytes as given', async () => {
    respond(written);
    expect(await updateTicket()).toMatchObject({
      kind: 'ok',
      method: 'PUT',
      path: '/api/v2/tickets/35',
      body: { ticket: { id: 35 } },
    });
    const [request] = zendesk.requests;
    expect(request?.headers.get('authorization')).toBe('Bearer token-1');
    expect(request?.body.equals(body)).toBe(true);
  });

  it('says so without a call when the organization is unknown, disconnected or unauthorised', async () => {
    expect(await gateway.me('stranger')).toMatchObject({ kind: 'not-sent', reason: 'organization-unknown' });
    connections.change({ state: 'disconnected' });
    expect(await gateway.me('org')).toMatchObject({ kind: 'not-sent', reason: 'organization-disconnected' });
    clock.advance(1_000);
    connections.change({ state: 'unauthorised' });
    expect(await gateway.me('org')).toMatchObject({ kind: 'unauthorised', sent: false });
    expect(zendesk.requests).toEqual([]);
  });

  it('reads the connection at most once a second', async () => {
    respond(written);
    for (let call = 0; call < 5; call += 1) await updateTicket();
    expect(connections.reads).toBe(1);
  });

  it('A2: after a 401 tries a newer token at once, and shuts nothing', async () => {
    respond(refusedToken, written);
    await gateway.admit('org', { method: 'GET', path: '/api/v2/users/me', callClass: 'read' });
    connections.change({ tokenVersion: 2, accessToken: 'token-2' });
    expect(await updateTicket()).toMatchObject({ kind: 'ok' });
    expect(zendesk.requests.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect([connections.state, lost]).toEqual(['active', []]);
  });

  it('A2: after a 401 on the newest token shuts G5 once, and sends nothing more', async () => {
    respond(refusedToken);
    const outcomes = await Promise.all([updateTicket(), updateTicket(), updateTicket()]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['unauthorised', 'unauthorised', 'unauthorised']);
    expect([connections.state, lost]).toEqual(['unauthorised', [1]]);
    expect(await updateTicket()).toMatchObject({ kind: 'unauthorised', sent: false });
    expect(zendesk.requests).toHaveLength(3);
  });

  it('A2: after a 401 renews the tokens and goes on with the new one', async () => {
    renewal = 'refreshed';
    respond(refusedToken, written);
    expect(await updateTicket()).toMatchObject({ kind: 'ok' });
    expect(zendesk.requests[1]?.headers.get('authorization')).toBe('Bearer renewed');
    expect([connections.state, renewals, lost]).toEqual(['active', 1, []]);
  });

  it('A2: a 401 on a fresh token shuts G5', async () => {
    renewal = 'refreshed';
    respond(refusedToken);
    expect(await updateTicket()).toMatchObject({ kind: 'unauthorised', sent: true });
    expect([connections.state, lost]).toEqual(['unauthorised', [2]]);
  });

  it('A2: shuts nothing while renewing may still come to something', async () => {
    renewal = 'later';
    respond(refusedToken);
    expect(await updateTicket()).toMatchObject({ kind: 'unauthorised', sent: true });
    expect([connections.state, lost]).toEqual(['active', []]);
  });

  it('A2: a refused refresh shuts G5, ahead of any call too', async () => {
    renewal = 'refused';
    await gateway.renewAuthorizations();
    expect([connections.state, lost]).toEqual(['unauthorised', [1]]);
    expect(zendesk.requests).toEqual([]);
  });

  it('A2: tells of a lost authorisation that another process marked, and may have died over', async () => {
    connections.change({ state: 'unauthorised', tokenVersion: 6 });
    await updateTicket();
    await updateTicket();
    expect(lost).toEqual([6]);
  });

  it('takes an anonymous users/me for a refused token', async () => {
    respond(anonymous);
    expect(await gateway.me('org')).toMatchObject({ kind: 'unauthorised', sent: true });
    expect(connections.state).toBe('unauthorised');
  });

  it('verifies a URL and token before they are stored', async () => {
    respond(me, anonymous);
    expect(await gateway.verify({ url: zendesk.origin, accessToken: 't' })).toMatchObject({
      kind: 'ok',
      body: { id: 900, role: 'admin' },
    });
    expect(await gateway.verify({ url: zendesk.origin, accessToken: 't' })).toMatchObject({
      kind: 'unauthorised',
    });
    expect(await gateway.verify({ url: 'http://10.0.0.1', accessToken: 't' })).toMatchObject({
      kind: 'not-sent',
      reason: 'host-refused',
    });
    expect(connections.state).toBe('active');
  });

  it('takes tokens before the bytes are composed, and gives them back', async () => {
    respond(written);
    const target = { method: 'PUT', path: '/api/v2/tickets/35', callClass: 'public', ticketId: 35 } as const;
    const admission = await gateway.admit('org', target);
    if (admission.kind !== 'admitted') throw new Error(admission.kind);
    expect(
      await gateway.updateTicket('org', 35, { body, callClass: 'public', permit: admission.permit }),
    ).toMatchObject({ kind: 'ok' });
    expect(admission.permit.usable()).toBe(false);
  });

  it('refuses without a call while no token is left', async () => {
    respond(written);
    const outcomes = await Promise.all(Array.from({ length: 9 }, updateTicket));
    expect(outcomes.filter(({ kind }) => kind === 'rate-limited')).not.toEqual([]);
    expect(zendesk.requests).toHaveLength(outcomes.filter(({ kind }) => kind === 'ok').length);
    const [short] = outcomes.filter((outcome) => outcome.kind === 'rate-limited');
    expect(short).toMatchObject({ bucket: 'ticket:35', sent: false });
  });

  it('pauses the bucket that a 429 names, and only that', async () => {
    const headers = {
      'retry-after': '17',
      'zendesk-rate-limit-tickets-update': 'total=100; remaining=0; resets=17',
    };
    respond(answer(429, 'too many', headers), me);
    expect(await updateTicket()).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 17_000,
      bucket: 'ticket-updates',
      sent: true,
    });
    expect(await updateTicket()).toMatchObject({ kind: 'rate-limited', retryAfterMs: 17_000, sent: false });
    expect(await gateway.me('org')).toMatchObject({ kind: 'ok' });
  });

  it('opens the breaker of one kind of endpoint, and says that nothing was sent', async () => {
    respond(answer(500, 'oops'));
    for (let call = 0; call < 5; call += 1)
      expect(await gateway.showTicket('org', 1)).toMatchObject({ kind: 'unknown', reason: 'server-error' });
    expect(await updateTicket()).toMatchObject({ kind: 'not-sent', reason: 'breaker-open' });
    expect(
      await gateway.admit('org', { method: 'GET', path: '/api/v2/tickets/1', callClass: 'read' }),
    ).toEqual({ kind: 'shut', reason: 'breaker-open' });
    expect([
      gateway.breakerOpen('org', 'public'),
      gateway.breakerOpen('org', 'user'),
      gateway.breakerOpen('other', 'public'),
    ]).toEqual([true, false, false]);
    respond(me);
    expect(await gateway.me('org')).toMatchObject({ kind: 'ok' });
    expect(zendesk.requests).toHaveLength(6);
  });

  it('says nobody knows when an update is cut off, and does not send it again', async () => {
    respond((socket) => socket.resetAndDestroy(), written);
    expect(await updateTicket()).toMatchObject({ kind: 'unknown', reason: 'connection-lost' });
    expect(zendesk.requests).toHaveLength(1);
  });
});
