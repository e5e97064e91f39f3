import type { OAuthClient } from '../oauth/oauth-client';

/** `unauthorised` waits for a person to re-authorise (G5); `disconnected` is for good, history stays. */
export type ConnectionState = 'active' | 'unauthorised' | 'disconnected';

/** A connected Zendesk account, without its secret. */
export interface Connection {
  readonly organizationId: string;
  /** `https://acme.zendesk.com`; never changes (A1). */
  readonly url: string;
  readonly state: ConnectionState;
  /** Zendesk user that the token acts as: author of what nobody else can be author of (K3). */
  readonly connectedUserId: number;
  /** Grows with every new token; tells a fresh 401 from one about an older token. */
  readonly tokenVersion: number;
  readonly connectedAt: Date;
  readonly stateChangedAt: Date;
}

/** A connection with what people want to know of its tokens. */
export interface StoredConnection extends Connection {
  /** OAuth client that the tokens were given to; `null` for a plain access token. */
  readonly clientId: string | null;
  /** When the access token ends; `null` when it does not, or nobody knows. */
  readonly expiresAt: Date | null;
  /** Whether the tokens can be renewed without a person (A2). */
  readonly isRenewable: boolean;
}

/** A connection together with its opened token. Lives in memory only; never logged, never put into an error. */
export interface AuthorisedConnection extends Connection {
  readonly accessToken: string;
}

/** A connection whose pair of tokens is being renewed by this process, until its lease ends. */
export interface RefreshInHand {
  readonly organizationId: string;
  readonly url: string;
  readonly tokenVersion: number;
  readonly client: OAuthClient;
  readonly refreshToken: string;
}
