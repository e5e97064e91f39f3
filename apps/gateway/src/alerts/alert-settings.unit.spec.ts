import { ConfigError, readConfig } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import { alertSettings, alertSettingsOf } from './alert-settings';

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const read = (environment: Record<string, string>) =>
  alertSettingsOf(readConfig(Type.Object(alertSettings), environment));

describe('settings of alerting', () => {
  it('is off when nothing is set', () => {
    const settings = read({});
    expect(settings).toEqual({ behindMs: 300_000, resolvedAfterMs: 60_000, remindEveryMs: 0 });
  });

  it('reads both channels', () => {
    const settings = read({
      PARLEY_ALERT_WEBHOOK_URL: 'https://hooks.example/parley',
      PARLEY_ALERT_WEBHOOK_SECRET: SECRET,
      PARLEY_ALERT_ALLOWED_HOSTS: 'hooks.local,10.0.0.1:8080',
      PARLEY_ALERT_SMTP_URL: 'smtps://user:word@mail.example',
      PARLEY_ALERT_EMAIL_FROM: 'parley@acme.example',
      PARLEY_ALERT_EMAIL_TO: 'ops@acme.example,desk@acme.example',
      PARLEY_ALERT_REMIND_HOURS: '24',
      PARLEY_PUBLIC_URL: 'https://parley.acme.example',
    });
    expect(settings).toMatchObject({
      webhook: { secret: SECRET, allowedHosts: ['hooks.local', '10.0.0.1:8080'] },
      email: { from: 'parley@acme.example', to: ['ops@acme.example', 'desk@acme.example'] },
      remindEveryMs: 86_400_000,
      publicUrl: 'https://parley.acme.example',
    });
  });

  it.each([
    [{ PARLEY_ALERT_WEBHOOK_URL: 'https://hooks.example' }, 'PARLEY_ALERT_WEBHOOK_SECRET'],
    [{ PARLEY_ALERT_WEBHOOK_SECRET: 'hunter2' }, 'PARLEY_ALERT_WEBHOOK_SECRET'],
    [{ PARLEY_ALERT_WEBHOOK_URL: 'file:///etc/passwd' }, 'PARLEY_ALERT_WEBHOOK_URL'],
    [{ PARLEY_ALERT_SMTP_URL: 'smtp://m', PARLEY_ALERT_EMAIL_FROM: 'a@b' }, 'PARLEY_ALERT_EMAIL_TO'],
    [{ PARLEY_ALERT_EMAIL_TO: 'a@b\nBcc: c@d' }, 'PARLEY_ALERT_EMAIL_TO'],
    [{ PARLEY_PUBLIC_URL: 'https://parley.example/' }, 'PARLEY_PUBLIC_URL'],
  ])('refuses %j by name', (environment, name) => {
    let error: unknown;
    try {
      read(environment);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConfigError);
    expect((error as ConfigError).faults.map((fault) => fault.name)).toEqual([name]);
    expect((error as ConfigError).message).not.toMatch(/hunter2|passwd|Bcc/);
  });
});
