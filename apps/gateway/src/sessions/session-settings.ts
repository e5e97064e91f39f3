import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import { publicUrlOf } from '../http-edge/public-url';

const minutes = (standard: number, description: string) =>
  Type.Integer({ minimum: 1, maximum: 43_200, default: standard, description });

/** Settings of sessions. */
export const sessionSettings = {
  PARLEY_SESSION_MINUTES: minutes(
    720,
    'the minutes after which a person signs in again, between 1 and 43200',
  ),
  PARLEY_SESSION_IDLE_MINUTES: minutes(
    60,
    'the minutes without a request after which a session is over, between 1 and 43200',
  ),
  PARLEY_EMBEDDED_SESSION_MINUTES: minutes(
    60,
    'the minutes after which an embedded page asks for a session again, between 1 and 43200',
  ),
  PARLEY_SANDBOX_URL: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'the address of the Zendesk sandbox, where the installation writes into one',
    }),
  ),
};

/** Injects the `SessionSettings`. */
export const SESSION_SETTINGS = Symbol('gateway.session-settings');

/** How long sessions last, and what pages are told with them. */
export interface SessionSettings {
  readonly lifeMs: number;
  readonly idleMs: number;
  readonly embeddedLifeMs: number;
  /** At which people reach Parley, without a slash at its end; where it is https, cookies are sent over TLS alone. */
  readonly publicUrl: string;
  readonly platformName: string;
  readonly sandboxUrl?: string;
}

type SessionEnvironment = Readonly<Static<TObject<typeof sessionSettings>>> & {
  readonly PORT: number;
  readonly PARLEY_PUBLIC_URL?: string;
  readonly PARLEY_PLATFORM_NAME: string;
};

/** The settings of sessions, joined. */
export function sessionSettingsOf(settings: SessionEnvironment): SessionSettings {
  const { PARLEY_SANDBOX_URL: sandboxUrl } = settings;
  return {
    lifeMs: settings.PARLEY_SESSION_MINUTES * 60_000,
    idleMs: settings.PARLEY_SESSION_IDLE_MINUTES * 60_000,
    embeddedLifeMs: settings.PARLEY_EMBEDDED_SESSION_MINUTES * 60_000,
    publicUrl: publicUrlOf(settings),
    platformName: settings.PARLEY_PLATFORM_NAME,
    ...(sandboxUrl === undefined ? {} : { sandboxUrl }),
  };
}
