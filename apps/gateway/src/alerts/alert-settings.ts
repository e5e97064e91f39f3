import { ConfigError, commaList } from '@parley/platform';
import type { ConfigFault } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import type { AlertTimes } from './fold-causes';

const hostList = '^$|^[^,\\s/]+(,[^,\\s/]+)*$';
const address = '[^\\s@,;<>]+@[^\\s@,;<>]+';

/** Settings of alerting. A channel whose address is not set is off. */
export const alertSettings = {
  PARLEY_ALERT_WEBHOOK_URL: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      secret: true,
      description: 'the URL that alerts are posted to',
    }),
  ),
  PARLEY_ALERT_WEBHOOK_SECRET: Type.Optional(
    Type.String({
      pattern: '^whsec_(?:[A-Za-z0-9+/]{4}){8,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      secret: true,
      description: 'the Standard Webhooks secret that signs alerts, "whsec_" and base64 of 24 bytes or more',
    }),
  ),
  PARLEY_ALERT_ALLOWED_HOSTS: Type.String({
    default: '',
    pattern: hostList,
    description:
      'a comma-separated list of host or host:port, to which alerts are posted even at a private address or without TLS',
  }),
  PARLEY_ALERT_SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://\\S+$',
      secret: true,
      description: 'an smtp:// or smtps:// URL, with user and password where the server wants them',
    }),
  ),
  PARLEY_ALERT_EMAIL_FROM: Type.Optional(
    Type.String({ pattern: `^${address}$`, description: 'the e-mail address that alerts come from' }),
  ),
  PARLEY_ALERT_EMAIL_TO: Type.Optional(
    Type.String({
      pattern: `^${address}(,${address})*$`,
      description: 'a comma-separated list of e-mail addresses that alerts go to',
    }),
  ),
  PARLEY_ALERT_FRESHNESS_SECONDS: Type.Integer({
    minimum: 10,
    maximum: 86_400,
    default: 300,
    description:
      'the seconds after which a ticket that gets no further, and should, counts as behind; between 10 and 86400',
  }),
  PARLEY_ALERT_RESOLVED_AFTER_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 86_400,
    default: 60,
    description: 'the seconds for which a cause must be away before its alert is over, between 1 and 86400',
  }),
  PARLEY_ALERT_REMIND_HOURS: Type.Integer({
    minimum: 0,
    maximum: 8_760,
    default: 0,
    description: 'the hours after which an alert that stands is told again; 0 for never',
  }),
  PARLEY_PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#]*[^\\s?#/]$',
      description: 'the address at which people reach Parley, without a slash at its end; alerts link to it',
    }),
  ),
};

type AlertEnvironment = Readonly<Static<TObject<typeof alertSettings>>>;

/** Where and when alerts are told. */
export interface AlertSettings extends AlertTimes {
  readonly behindMs: number;
  readonly publicUrl?: string;
  readonly webhook?: {
    readonly url: string;
    readonly secret: string;
    readonly allowedHosts: readonly string[];
  };
  readonly email?: { readonly smtpUrl: string; readonly from: string; readonly to: readonly string[] };
}

/**
 * The settings of alerting, joined.
 *
 * @throws ConfigError when a channel is set by half
 */
export function alertSettingsOf(settings: AlertEnvironment): AlertSettings {
  const {
    PARLEY_ALERT_WEBHOOK_URL: url,
    PARLEY_ALERT_WEBHOOK_SECRET: secret,
    PARLEY_ALERT_SMTP_URL: smtpUrl,
    PARLEY_ALERT_EMAIL_FROM: from,
    PARLEY_ALERT_EMAIL_TO: to,
    PARLEY_PUBLIC_URL: publicUrl,
  } = settings;
  const faults: ConfigFault[] = [];
  const wanted = (name: string, by: string): void =>
    void faults.push({ name, problem: `is missing beside ${by}` });
  if (url !== undefined && secret === undefined)
    wanted('PARLEY_ALERT_WEBHOOK_SECRET', 'PARLEY_ALERT_WEBHOOK_URL');
  if (smtpUrl !== undefined && from === undefined) wanted('PARLEY_ALERT_EMAIL_FROM', 'PARLEY_ALERT_SMTP_URL');
  if (smtpUrl !== undefined && to === undefined) wanted('PARLEY_ALERT_EMAIL_TO', 'PARLEY_ALERT_SMTP_URL');
  if (faults.length > 0) throw new ConfigError(faults);
  const allowedHosts = commaList(settings.PARLEY_ALERT_ALLOWED_HOSTS);
  return {
    behindMs: settings.PARLEY_ALERT_FRESHNESS_SECONDS * 1_000,
    resolvedAfterMs: settings.PARLEY_ALERT_RESOLVED_AFTER_SECONDS * 1_000,
    remindEveryMs: settings.PARLEY_ALERT_REMIND_HOURS * 3_600_000,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(url === undefined || secret === undefined ? {} : { webhook: { url, secret, allowedHosts } }),
    ...(smtpUrl === undefined || from === undefined || to === undefined
      ? {}
      : { email: { smtpUrl, from, to: commaList(to) } }),
  };
}
