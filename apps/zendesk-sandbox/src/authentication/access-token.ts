/** An OAuth bearer token and what it may do. */
export interface AccessToken {
  readonly id: number;
  readonly token: string;
  readonly userId: number;
  readonly clientId: number | null;
  readonly scopes: readonly string[];
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly refreshToken: string | null;
  readonly refreshExpiresAt: number | null;
  usedAt: number | null;
}
