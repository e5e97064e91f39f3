import type { OAuthClient } from '@parley/zendesk';
import type { ChangedBy } from '../connect-organization/organization';

/** Injects the `AttemptStore`. */
export const ATTEMPT_STORE = Symbol('gateway.attempt-store');

/** Somebody was sent to the page of a Zendesk, and has not come back yet. */
export interface Attempt {
  /** Unguessable; names the attempt in the browser's address. */
  readonly state: string;
  /** Origin of the Zendesk. */
  readonly url: string;
  /** Name for the organization where the administrator gave one. */
  readonly name: string | null;
  readonly client: OAuthClient;
  readonly redirectUri: string;
  /** PKCE verifier (RFC 7636). */
  readonly verifier: string;
  readonly by: ChangedBy;
}

/** Keeps attempts until they come back, or for as long as they are good; every replica sees them. */
export interface AttemptStore {
  /** Keeps it for so long; gives when that ends. */
  begin(attempt: Attempt, lifeMs: number): Promise<Date>;
  /** Takes it out: an attempt comes back once. Undefined when it is unknown, came back already, or is too old. */
  take(state: string): Promise<Attempt | undefined>;
}
