import * as oidc from 'openid-client';
import type { Identification } from './identity-provider';

/** Why an issuer did not say who it is. */
export type IssuerFailure = Extract<Identification, { kind: 'denied' | 'issuer-refused' | 'issuer-away' }>;

const AWAY: IssuerFailure = { kind: 'issuer-away' };
/** Codes of answers that are no answers of an issuer: a gateway's error page, a connection that took too long. */
const AWAY_CODES: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** What became of it when asking the issuer threw. Its texts are not let through: anybody can put them into an address. */
export function failureOf(error: unknown): IssuerFailure {
  if (error instanceof oidc.AuthorizationResponseError)
    return error.error === 'access_denied' ? { kind: 'denied' } : refused(error.error);
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500 ? AWAY : refused(error.error);
  if (error instanceof oidc.ClientError)
    return AWAY_CODES.has(error.code ?? '') ? AWAY : refused('id-token-invalid');
  if (error instanceof TypeError && error.message === 'fetch failed') return AWAY;
  throw error;
}

/** Codes are of few characters (RFC 6749, 4.1.2.1); anything longer is none. */
function refused(code: string): IssuerFailure {
  return { kind: 'issuer-refused', code: /^[\w-]{1,64}$/.test(code) ? code : 'unknown' };
}
