import { randomBytes } from 'node:crypto';
import type { AccessToken } from './access-token';

/** What a new token shall be able to do. */
export interface TokenGrant {
  readonly userId: number;
  readonly clientId: number | null;
  readonly scopes: readonly string[];
  readonly expiresAt: number | null;
  readonly refreshExpiresAt: number | null;
}

/** The access tokens of an account. */
export class TokenStore {
  constructor(
    private readonly tokens: Map<string, AccessToken>,
    private readonly nextId: () => number,
  ) {}

  /** Makes a token; its text is random unless given. A token that can be refreshed gets a refresh token too. */
  issue(grant: TokenGrant, nowMs: number, text: string = newSecret()): AccessToken {
    const token: AccessToken = {
      ...grant,
      id: this.nextId(),
      token: text,
      createdAt: nowMs,
      refreshToken: grant.refreshExpiresAt === null ? null : newSecret(),
      usedAt: null,
    };
    this.tokens.set(text, token);
    return token;
  }

  /** A token that exists and has not expired. */
  find(text: string, nowMs: number): AccessToken | undefined {
    const token = this.tokens.get(text);
    return token !== undefined && (token.expiresAt === null || token.expiresAt > nowMs) ? token : undefined;
  }

  /** The token pair that this refresh token renews, while it is good. */
  findByRefreshToken(refreshToken: string, nowMs: number): AccessToken | undefined {
    const token = this.all().find((candidate) => candidate.refreshToken === refreshToken);
    return token !== undefined && (token.refreshExpiresAt ?? 0) > nowMs ? token : undefined;
  }

  /** Whether a token with this text exists, expired or not. */
  has(text: string): boolean {
    return this.tokens.has(text);
  }

  /** All tokens. */
  all(): AccessToken[] {
    return [...this.tokens.values()];
  }

  /** Ends a token and its refresh token. */
  revoke(token: AccessToken): void {
    this.tokens.delete(token.token);
  }
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}
