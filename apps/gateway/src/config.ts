import {
  databaseSettings,
  encryptionSettings,
  httpSettings,
  kafkaSettings,
  platformNameSettings,
  serviceSettings,
  zendeskSettings,
} from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { alertSettings } from './alerts/alert-settings';
import { oauthSettings } from './authorise-organization/oauth-settings';
import { consoleSettings } from './serve-console/console-settings';
import { sessionSettings } from './sessions/session-settings';
import { signInSettings } from './sign-in/sign-in-settings';

/** Settings of the gateway's process. */
export const SETTINGS = Type.Object({
  ...httpSettings,
  PORT: Type.Integer({ ...httpSettings.PORT, default: 3000 }),
  ...kafkaSettings,
  ...databaseSettings,
  ...encryptionSettings,
  ...zendeskSettings,
  ...serviceSettings,
  PARLEY_CUSTOMER_SERVICE_URL: Type.String({
    pattern: '^https?://[^\\s/]+$',
    description: 'the origin of customer-service, like http://customer-service:3002',
  }),
  PARLEY_OIDC_JWKS: Type.String({
    minLength: 1,
    description: "the https URL of the issuer's JWKS, or the path of a JWKS file",
  }),
  PARLEY_OIDC_ISSUER: Type.String({
    minLength: 1,
    description: 'the issuer of bearer tokens, and where people sign in; in production an https URL',
  }),
  PARLEY_OIDC_AUDIENCE: Type.String({
    minLength: 1,
    default: 'parley',
    description: 'the audience of bearer tokens',
  }),
  ...alertSettings,
  ...oauthSettings,
  ...platformNameSettings,
  ...sessionSettings,
  ...consoleSettings,
  ...signInSettings,
  NODE_ENV: Type.Optional(Type.String()),
});

/** Settings of the gateway, parsed. */
export type Settings = Readonly<Static<typeof SETTINGS>>;

/** Settings of `migrate`. */
export const MIGRATE_SETTINGS = Type.Object({
  LOG_LEVEL: httpSettings.LOG_LEVEL,
  ...kafkaSettings,
  ...databaseSettings,
});

/** Settings of `migrate`, parsed. */
export type MigrateSettings = Readonly<Static<typeof MIGRATE_SETTINGS>>;
