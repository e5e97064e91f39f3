import { ConfigError } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';
import { publicUrlOf } from '../http-edge/public-url';
import type { OAuthSettings } from './authorise-organization';

/** Path that Zendesk sends browsers back to. */
export const CALLBACK_PATH = '/oauth/callback';

/** Settings of authorising Zendesks. */
export const oauthSettings = {
  PARLEY_ZENDESK_CLIENT_ID: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'the unique identifier of the OAuth client for every Zendesk that is connected without one of its own',
    }),
  ),
  PARLEY_ZENDESK_CLIENT_SECRET: Type.Optional(
    Type.String({
      minLength: 1,
      secret: true,
      description: 'the secret of that client; a public client has none',
    }),
  ),
};

type OAuthEnvironment = Readonly<Static<TObject<typeof oauthSettings>>> & {
  readonly PORT: number;
  readonly PARLEY_PUBLIC_URL?: string;
};

/**
 * The settings of authorising, joined.
 *
 * @throws ConfigError when there is a secret without a client
 */
export function oauthSettingsOf(settings: OAuthEnvironment): OAuthSettings {
  const { PARLEY_ZENDESK_CLIENT_ID: id, PARLEY_ZENDESK_CLIENT_SECRET: secret } = settings;
  if (id === undefined && secret !== undefined)
    throw new ConfigError([
      { name: 'PARLEY_ZENDESK_CLIENT_ID', problem: 'is missing beside PARLEY_ZENDESK_CLIENT_SECRET' },
    ]);
  return {
    redirectUri: publicUrlOf(settings) + CALLBACK_PATH,
    client: id === undefined ? undefined : { id, secret: secret ?? null },
  };
}
