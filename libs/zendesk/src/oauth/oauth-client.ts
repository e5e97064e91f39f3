/** What Parley is in a Zendesk account: an OAuth client that an administrator registered there. */
export interface OAuthClient {
  /** Unique identifier of the client. */
  readonly id: string;
  /** `null` for a public client, which proves itself by PKCE alone. */
  readonly secret: string | null;
}

/** What Parley asks for, and must be given, to work (A1). */
export const REQUIRED_SCOPES = ['read', 'write'] as const;

/** What a token endpoint gives. Lives in memory and sealed in Postgres only; never logged, never put into an error. */
export interface Grant {
  readonly accessToken: string;
  /** `null` where the client's tokens do not rotate. */
  readonly refreshToken: string | null;
  /** Life of the access token in seconds from now; `null` when it does not expire. */
  readonly expiresInS: number | null;
  readonly scopes: readonly string[];
}

/**
 * What came of asking a token endpoint. `refused` was answered and will not change by asking again; of `unknown` nobody knows whether the
 * old pair is dead; the others were surely without effect.
 */
export type GrantOutcome =
  | { readonly kind: 'granted'; readonly grant: Grant }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-sent'; readonly reason: 'host-refused' | 'unreachable' | 'rate-limited' };

/** The scopes that are missing from a grant. */
export function missingScopes({ scopes }: Pick<Grant, 'scopes'>): readonly string[] {
  return REQUIRED_SCOPES.filter((scope) => !scopes.includes(scope));
}
