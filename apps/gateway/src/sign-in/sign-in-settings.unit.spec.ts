import { ConfigError, platformNameSettings, readConfig } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import { consoleSettings, consoleSettingsOf } from '../serve-console/console-settings';
import { sessionSettings, sessionSettingsOf } from '../sessions/session-settings';
import { signInSettings, signInSettingsOf } from './sign-in-settings';

const ISSUER = 'https://login.example/realms/acme';
const PUBLIC_URL = 'https://parley.example';

describe('the settings of signing in', () => {
  const read = (environment: Record<string, string>, issuer = ISSUER) =>
    signInSettingsOf(
      { ...readConfig(Type.Object(signInSettings), environment), PARLEY_OIDC_ISSUER: issuer },
      PUBLIC_URL,
    );

  it('are complete with a client alone', () => {
    expect(read({ PARLEY_OIDC_CLIENT_ID: 'parley' })).toEqual({
      issuer: new URL(ISSUER),
      clientId: 'parley',
      clientSecret: undefined,
      scopes: 'openid profile',
      roleClaim: 'role',
      redirectUri: `${PUBLIC_URL}/auth/callback`,
    });
  });

  it('are none without a client, whatever the issuer is', () => {
    expect(read({})).toBeUndefined();
    expect(read({}, 'urn:some:issuer')).toBeUndefined();
  });

  it.each([
    ['a secret without a client', { PARLEY_OIDC_CLIENT_SECRET: 'hush' }, ISSUER, 'PARLEY_OIDC_CLIENT_ID'],
    ['an issuer that cannot be asked', { PARLEY_OIDC_CLIENT_ID: 'p' }, 'urn:x', 'PARLEY_OIDC_ISSUER'],
    ['scopes without openid', { PARLEY_OIDC_SCOPES: 'profile openidx' }, ISSUER, 'PARLEY_OIDC_SCOPES'],
  ])('name %s, and show no value', (_what, environment, issuer, name) => {
    expect(() => read(environment, issuer)).toThrow(ConfigError);
    expect(() => read(environment, issuer)).toThrow(name);
    expect(() => read(environment, issuer)).not.toThrow('hush');
  });
});

describe('the settings of sessions', () => {
  const read = (environment: Record<string, string>, publicUrl?: string) =>
    sessionSettingsOf({
      ...readConfig(Type.Object({ ...sessionSettings, ...platformNameSettings }), environment),
      PORT: 3000,
      ...(publicUrl === undefined ? {} : { PARLEY_PUBLIC_URL: publicUrl }),
    });

  it('are safe where nothing is set: twelve hours, one without use, one embedded', () => {
    expect(read({})).toEqual({
      publicUrl: 'http://127.0.0.1:3000',
      lifeMs: 43_200_000,
      idleMs: 3_600_000,
      embeddedLifeMs: 3_600_000,
      platformName: 'Alcmeon',
    });
    expect(read({ PARLEY_SESSION_IDLE_MINUTES: '15' }, PUBLIC_URL)).toMatchObject({
      publicUrl: PUBLIC_URL,
      idleMs: 900_000,
    });
  });
});

describe('the settings of the pages', () => {
  const read = (origins: string) =>
    consoleSettingsOf(readConfig(Type.Object(consoleSettings), { PARLEY_EMBED_ORIGINS: origins }));

  it('let nobody embed them unless it is named, over TLS or on this machine', () => {
    expect(read('')).toMatchObject({ embedOrigins: [] });
    const named = ['https://crm.example', 'https://desk.example:8443', 'http://localhost:5173'];
    expect(read(named.join())).toMatchObject({ embedOrigins: named });
    for (const origin of [
      'http://crm.example',
      'https://a.example/x',
      "'self'",
      'https://a; script-src *',
      '*',
    ])
      expect(() => read(origin)).toThrow('PARLEY_EMBED_ORIGINS');
  });
});
