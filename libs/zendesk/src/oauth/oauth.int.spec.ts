import { decideOnConsent, eventually } from '@parley/testing';
import { GatewayStage } from '../../test/gateway-stage';
import type { Grant, OAuthClient } from './oauth-client';
import { randomSecret } from './token-endpoint';

const REDIRECT = 'http://127.0.0.1:3000/oauth/callback';
const HOURS_48_S = 48 * 3_600;

describe('OAuth with the Zendesk sandbox', () => {
  let stage: GatewayStage;
  let client: OAuthClient;
  let administrator: number;

  beforeAll(async () => {
    stage = await GatewayStage.open();
    const order = {
      name: 'Parley',
      identifier: 'parley',
      redirect_uri: [REDIRECT],
      scopes: ['read', 'write'],
    };
    const made = await stage.sandbox.call<{ client: { secret: string } }>('POST', '/api/v2/oauth/clients', {
      client: order,
    });
    client = { id: 'parley', secret: made.client.secret };
    const me = await stage.gateway.me('org');
    if (me.kind !== 'ok') throw new Error(me.kind);
    administrator = me.body.id;
  });
  afterAll(() => stage.close());

  async function authorised(): Promise<Grant> {
    const asked = { client, redirectUri: REDIRECT, state: randomSecret(), verifier: randomSecret() };
    const page = await stage.gateway.authorizeUrl(stage.sandbox.url, asked);
    const { searchParams } = await decideOnConsent(page, 'allow', administrator);
    const exchange = { ...asked, url: stage.sandbox.url, callback: searchParams };
    const outcome = await stage.gateway.exchangeCode(exchange);
    // "Single use": a second time gives nothing.
    expect(await stage.gateway.exchangeCode(exchange)).toEqual({ kind: 'refused', code: 'invalid_grant' });
    if (outcome.kind !== 'granted') throw new Error(JSON.stringify(outcome));
    return outcome.grant;
  }

  async function connected(): Promise<void> {
    const { accessToken, refreshToken, expiresInS, scopes } = await authorised();
    expect(scopes).toEqual(['read', 'write']);
    expect(expiresInS).toBe(172_800);
    const token = { accessToken, connectedUserId: administrator };
    await stage.connections.connect('org', stage.sandbox.url, {
      ...token,
      renewal: { client, refreshToken, expiresInS },
    });
  }

  const version = async () => (await stage.connections.find('org'))?.tokenVersion ?? 0;

  it('A2: an expired token is renewed by the call that meets it, once for all calls at the time', async () => {
    await connected();
    const before = await version();
    await stage.sandbox.call('POST', '/sandbox/clock', { advanceSeconds: HOURS_48_S });
    // A process uses what it has read for up to a second; asking faster would only use up the calls of this account.
    await eventually(
      async () => {
        const outcomes = await Promise.all([1, 2, 3, 4].map(() => stage.gateway.me('org')));
        expect(outcomes.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok']);
        return (await version()) > before;
      },
      { everyMs: 300 },
    );
    expect(await version()).toBe(before + 1);
  });

  it('A2: what is due is renewed ahead, and the next pair again', async () => {
    await connected();
    const before = await version();
    for (const round of [1, 2]) {
      await stage.database.query(`UPDATE connection SET refresh_at = now() - interval '1 s'`);
      await stage.gateway.renewAuthorizations();
      expect(await version()).toBe(before + round);
      expect((await stage.gateway.me('org')).kind).toBe('ok');
    }
    await stage.gateway.renewAuthorizations();
    expect(await version()).toBe(before + 2);
  });

  it('A2: the answer to a refresh that got lost leads to an authorisation that is told to be lost', async () => {
    await connected();
    await stage.fault({ kind: 'reset-after', path: '/oauth/tokens' });
    await stage.database.query(`UPDATE connection SET refresh_at = now() - interval '1 s'`);
    await stage.gateway.renewAuthorizations();
    expect(await stage.connections.find('org')).toMatchObject({ state: 'active' });
    await stage.database.query(`UPDATE connection SET refresh_at = now() - interval '1 s'`);
    await stage.gateway.renewAuthorizations();
    expect(await stage.connections.find('org')).toMatchObject({ state: 'unauthorised' });
    await connected();
    expect(await stage.connections.find('org')).toMatchObject({ state: 'active' });
  });
});
