import { ConfigError } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { Static, TObject } from '@sinclair/typebox';

/** Path that the issuer sends browsers back to. */
export const SIGN_IN_CALLBACK_PATH = '/auth/callback';

/** Settings of signing in. Without a client id nobody can sign in with a browser; bearer tokens of the issuer work all the same. */
export const signInSettings = {
  PARLEY_OIDC_CLIENT_ID: Type.Optional(
    Type.String({ minLength: 1, description: "the identifier of Parley's client at the issuer" }),
  ),
  PARLEY_OIDC_CLIENT_SECRET: Type.Optional(
    Type.String({
      minLength: 1,
      secret: true,
      description: 'the secret of that client; a public client has none',
    }),
  ),
  PARLEY_OIDC_SCOPES: Type.String({
    default: 'openid profile',
    pattern: '^([!-~]+ )*openid( [!-~]+)*$',
    description: 'the scopes to ask for, with a space between them and openid among them',
  }),
  PARLEY_OIDC_ROLE_CLAIM: Type.String({
    minLength: 1,
    default: 'role',
    description: "the claim that gives a person's role: its name, or a path like realm_access.roles",
  }),
};

/** How people sign in. */
export interface SignInSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  readonly roleClaim: string;
  /** Where the issuer sends browsers back to; registered with the client, character by character. */
  readonly redirectUri: string;
}

type SignInEnvironment = Readonly<Static<TObject<typeof signInSettings>>> & {
  readonly PARLEY_OIDC_ISSUER: string;
};

/**
 * The settings of signing in, joined; undefined where it is not set up.
 *
 * @param publicUrl at which people reach Parley
 * @throws ConfigError when there is a secret without a client, or an issuer that cannot be asked
 */
export function signInSettingsOf(settings: SignInEnvironment, publicUrl: string): SignInSettings | undefined {
  const { PARLEY_OIDC_CLIENT_ID: clientId, PARLEY_OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (clientId === undefined && clientSecret !== undefined)
    throw fault('PARLEY_OIDC_CLIENT_ID', 'is missing beside PARLEY_OIDC_CLIENT_SECRET');
  if (clientId === undefined) return undefined;
  const issuer = URL.parse(settings.PARLEY_OIDC_ISSUER);
  if (issuer === null || !['https:', 'http:'].includes(issuer.protocol))
    throw fault('PARLEY_OIDC_ISSUER', 'must be a URL beside PARLEY_OIDC_CLIENT_ID');
  return {
    issuer,
    clientId,
    clientSecret,
    scopes: settings.PARLEY_OIDC_SCOPES,
    roleClaim: settings.PARLEY_OIDC_ROLE_CLAIM,
    redirectUri: publicUrl + SIGN_IN_CALLBACK_PATH,
  };
}

function fault(name: string, problem: string): ConfigError {
  return new ConfigError([{ name, problem }]);
}
