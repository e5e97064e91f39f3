import type { Role } from '../access/role';

/** Injects the `SessionStore`. */
export const SESSION_STORE = Symbol('gateway.session-store');

/** `browser`: known by a cookie; `embedded`: of a page inside another system's page, which sends it as a bearer token. */
export type SessionKind = 'browser' | 'embedded';

/** Somebody who signed in. */
export interface Session {
  /** UUID of the signing in; the embedded sessions that came of it have the same, and end with it. */
  readonly id: string;
  readonly subject: string;
  readonly name: string | null;
  readonly role: Role;
  /** When it ends however much it is used. */
  readonly expiresAt: Date;
}

/** A session that begins. */
export interface NewSession extends Omit<Session, 'expiresAt'> {
  readonly kind: SessionKind;
  readonly tokenHash: Buffer;
  /** How long it lasts at most, in ms. */
  readonly lifeMs: number;
  /** When it ends at the latest, where something else does then. */
  readonly notAfter: Date | null;
  /** Hash of the attempt at signing in that it comes of: each begins one session. Null for what comes of no attempt. */
  readonly attemptHash: Buffer | null;
}

/** Where sessions are kept, for every replica to see. Only the hash of a token is ever stored. */
export interface SessionStore {
  /** Undefined when the attempt has begun a session before. What is over is cleared away. */
  begin(session: NewSession): Promise<Session | undefined>;
  /** The session that lasts, and was used within `idleMs`; that it is used now is written down, but not each time. */
  find(tokenHash: Buffer, kind: SessionKind, idleMs: number): Promise<Session | undefined>;
  /** Ends a signing in, with every session that came of it. */
  end(id: string): Promise<void>;
}
