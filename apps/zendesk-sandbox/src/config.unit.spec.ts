import { InvalidConfig, readConfig } from './config';

describe('the environment', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      accessToken: 'sandbox-access-token',
      plan: 'enterprise',
      stateFile: undefined,
      indexLagSeconds: 0,
    });
  });

  it('takes every variable', () => {
    const env = {
      HOST: '0.0.0.0',
      PORT: '0',
      SANDBOX_ACCESS_TOKEN: 't',
      SANDBOX_PLAN: 'sandbox',
      SANDBOX_STATE_FILE: '/x',
      SANDBOX_INDEX_LAG_SECONDS: '5',
    };
    expect(readConfig(env)).toEqual({
      host: '0.0.0.0',
      port: 0,
      accessToken: 't',
      plan: 'sandbox',
      stateFile: '/x',
      indexLagSeconds: 5,
    });
  });

  it('names all faulty variables at once, never their values', () => {
    const read = (): unknown =>
      readConfig({ PORT: 'secret-port', SANDBOX_PLAN: 'secret-plan', SANDBOX_INDEX_LAG_SECONDS: '-1' });
    expect(read).toThrow(InvalidConfig);
    expect(read).toThrow(/PORT .*SANDBOX_PLAN .*SANDBOX_INDEX_LAG_SECONDS/);
    expect(read).not.toThrow(/secret/);
  });
});
