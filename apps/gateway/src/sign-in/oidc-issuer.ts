import { createLogger, withoutTracing } from '@parley/platform';
import * as oidc from 'openid-client';
import { nameFrom, roleFrom } from '../access/role-claim';
import type { SignInAttempt } from './attempts';
import { failureOf } from './issuer-failure';
import type { Identification, IdentityProvider } from './identity-provider';
import type { SignInSettings } from './sign-in-settings';

/** Longest wait for one answer of the issuer, in seconds. */
const TIMEOUT_S = 5;
/** How long what the issuer told about itself is believed, in ms. */
const DISCOVERED_MS = 3_600_000;

const logger = createLogger('sign-in');

/** An issuer that is found by OpenID Connect Discovery. */
export class OidcIssuer implements IdentityProvider {
  private discovered: { readonly config: oidc.Configuration; readonly atMs: number } | undefined;

  constructor(private readonly settings: SignInSettings) {}

  async authorizeUrl({ verifier, nonce }: SignInAttempt, state: string): Promise<URL | undefined> {
    const config = await this.discover().catch((error: unknown) => {
      logger.warn({ failure: failureOf(error) }, 'the issuer cannot be discovered');
      return undefined;
    });
    if (config === undefined) return undefined;
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.settings.redirectUri,
      scope: this.settings.scopes,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
  }

  async identify(attempt: SignInAttempt, callback: URLSearchParams): Promise<Identification> {
    try {
      const claims = await withoutTracing(() => this.claims(attempt, callback));
      const role = roleFrom(claims, this.settings.roleClaim);
      if (role === undefined) return { kind: 'role-missing' };
      const name = nameFrom(claims);
      const person = { subject: claims.sub, role, ...(name === undefined ? {} : { name }) };
      return { kind: 'identified', person };
    } catch (error) {
      const failure = failureOf(error);
      logger.warn({ failure }, 'the issuer did not say who it is');
      return failure;
    }
  }

  /** Claims of the ID token; where role or name are not among them, those of the userinfo endpoint too: many issuers have them there alone. */
  private async claims(
    { verifier, nonce }: SignInAttempt,
    callback: URLSearchParams,
  ): Promise<Readonly<Record<string, unknown>> & { readonly sub: string }> {
    const config = await this.discover();
    const back = new URL(this.settings.redirectUri);
    back.search = callback.toString();
    const tokens = await oidc.authorizationCodeGrant(config, back, {
      pkceCodeVerifier: verifier,
      expectedNonce: nonce,
      expectedState: callback.get('state') ?? '',
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) throw new TypeError('an ID token was expected');
    const complete =
      roleFrom(claims, this.settings.roleClaim) !== undefined && nameFrom(claims) !== undefined;
    if (complete || config.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...(await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)), ...claims };
  }

  private async discover(): Promise<oidc.Configuration> {
    const { discovered } = this;
    if (discovered !== undefined && performance.now() - discovered.atMs < DISCOVERED_MS)
      return discovered.config;
    const { issuer, clientId, clientSecret } = this.settings;
    const config = await oidc.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === undefined ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
      {
        timeout: TIMEOUT_S,
        execute: [
          // The signature of the ID token is checked, and not TLS alone relied on.
          oidc.enableNonRepudiationChecks,
          // An issuer without TLS is one of a machine for developing: production refuses to start with it.
          // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that it stands out, as here
          ...(issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );
    this.discovered = { config, atMs: performance.now() };
    return config;
  }
}
