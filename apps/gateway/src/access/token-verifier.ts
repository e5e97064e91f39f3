import { readFile } from 'node:fs/promises';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import { ParleyError } from '@parley/platform';
import type { Principal } from './role';
import { nameFrom, roleFrom } from './role-claim';

/** Where people's tokens come from. */
export interface IssuerSettings {
  /** An https URL, or the path of a JWKS file. */
  readonly jwks: string;
  readonly issuer: string;
  readonly audience: string;
  /** The claim that gives a person's role; see `roleFrom`. */
  readonly roleClaim: string;
}

/** What a token turned out to be. `keys-unavailable` means that nothing can be said about it now. */
export type TokenVerdict =
  | { readonly kind: 'valid'; readonly principal: Principal }
  | { readonly kind: 'invalid'; readonly reason: 'expired' | 'not-valid' | 'role-missing' }
  | { readonly kind: 'keys-unavailable' };

/** Seconds by which the clocks of issuer and gateway may differ. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** Asymmetric algorithms only: a public key must never be usable as a shared secret. */
const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'RS384', 'RS512', 'PS256', 'EdDSA'];

/** Thrown when the settings name an issuer that must not be trusted in production: the local stack's own, or any other without TLS. */
export class LocalIssuerInProductionError extends ParleyError {
  readonly code = 'local-issuer-in-production';
  readonly retryable = false;
}

/** Verifies bearer tokens of people and tools. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  private constructor(
    private readonly settings: IssuerSettings,
    keys: JWTVerifyGetKey,
  ) {
    this.keys = keys;
  }

  /**
   * Opens the issuer's key set. Throws `LocalIssuerInProductionError`, and the error of reading a JWKS file;
   * keys behind a URL are fetched at the first token and whenever an unknown key id appears.
   */
  static async open(settings: IssuerSettings, production: boolean): Promise<TokenVerifier> {
    if (production && !settings.issuer.startsWith('https://')) {
      throw new LocalIssuerInProductionError(
        'PARLEY_OIDC_ISSUER is no https URL, as that of a local issuer; production needs an issuer of its own',
      );
    }
    return new TokenVerifier(settings, await openKeys(settings.jwks));
  }

  /** Verdict about one token; never throws. */
  async verify(token: string): Promise<TokenVerdict> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer: this.settings.issuer,
        audience: this.settings.audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      return verdictOn(payload, this.settings.roleClaim);
    } catch (error) {
      return verdictOf(error);
    }
  }
}

function verdictOn(payload: JWTPayload, roleClaim: string): TokenVerdict {
  const { sub: subject, exp } = payload;
  const [role, name] = [roleFrom(payload, roleClaim), nameFrom(payload)];
  if (role === undefined || subject === undefined || exp === undefined)
    return { kind: 'invalid', reason: 'role-missing' };
  const credential = { expiresAt: new Date(exp * 1_000) };
  const principal = {
    kind: 'person',
    subject,
    role,
    ...(name === undefined ? {} : { name }),
    credential,
  } as const;
  return { kind: 'valid', principal };
}

/** Only jose's own verdicts say that a token is bad; anything else says that the keys could not be had. */
function verdictOf(error: unknown): TokenVerdict {
  if (error instanceof errors.JWTExpired) return { kind: 'invalid', reason: 'expired' };
  const unavailable = error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid;
  if (unavailable || !(error instanceof errors.JOSEError)) return { kind: 'keys-unavailable' };
  // A key set behind a URL that answers anything but 200 is reported as a plain JOSEError.
  if (error.code === 'ERR_JOSE_GENERIC') return { kind: 'keys-unavailable' };
  return { kind: 'invalid', reason: 'not-valid' };
}

async function openKeys(jwks: string): Promise<JWTVerifyGetKey> {
  if (/^https?:\/\//.test(jwks)) return createRemoteJWKSet(new URL(jwks), { timeoutDuration: 3_000 });
  return createLocalJWKSet(JSON.parse(await readFile(jwks, 'utf8')) as JSONWebKeySet);
}
