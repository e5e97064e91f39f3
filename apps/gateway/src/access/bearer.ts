import { ProblemError } from '../http-edge/problem';

const BEARER = /^Bearer +([A-Za-z0-9\-._~+/]+=*) *$/i;
const CHALLENGE = { 'www-authenticate': 'Bearer realm="parley"' };

/** The bearer token of a request. Throws `credential-missing` where there is none. */
export function bearerToken(authorization: string | undefined): string {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  if (token !== undefined) return token;
  throw new ProblemError('credential-missing', 'Send the header "Authorization: Bearer <token>".', {
    headers: CHALLENGE,
  });
}

/** The problem of a token that was read and is not good enough to say who is calling. */
export function credentialInvalid(detail: string): ProblemError {
  return new ProblemError('credential-invalid', detail, {
    headers: { 'www-authenticate': 'Bearer realm="parley", error="invalid_token"' },
  });
}
