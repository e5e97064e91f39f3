/** A program that may ask users of the account for access. */
export interface OAuthClient {
  readonly id: number;
  readonly identifier: string;
  readonly name: string;
  /** Public clients have no secret and must use PKCE. */
  readonly kind: 'public' | 'confidential';
  readonly secret: string | null;
  readonly redirectUris: readonly string[];
  /** The most it may ask for. */
  readonly scopes: readonly string[];
  readonly createdAt: number;
}

/** An authorization code: what it was given for, good once and for 120 seconds. */
export interface AuthorizationCode {
  readonly code: string;
  readonly clientId: number;
  readonly userId: number;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** SHA-256 of the verifier in base64url; null when the client used none. */
  readonly challenge: string | null;
  readonly expiresAt: number;
}

/** "Code good for 120 seconds, single use." */
export const CODE_LIFE_MS = 120_000;

/** "https, or localhost / 127.0.0.1." */
export function isAllowedRedirectUri(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || url.hash !== '') return false;
  return (
    url.protocol === 'https:' || (url.protocol === 'http:' && /^(localhost|127\.0\.0\.1)$/.test(url.hostname))
  );
}

/** The scopes of a text, separated by spaces. */
export function scopesOf(text: string): string[] {
  return text.split(' ').filter((scope) => scope !== '');
}
