import { createHash, randomBytes } from 'node:crypto';
import type { SessionKind } from './session';

/** What tokens begin with, so that secret scanners know them, and that they are told from others without a look anywhere. */
const PREFIXES = { browser: 'parley_ses_', embedded: 'parley_emb_' } as const;

/** A new token of a session: 256 random bits. */
export function newSessionToken(kind: SessionKind): string {
  return PREFIXES[kind] + randomBytes(32).toString('base64url');
}

/** True for text that has the form of an embedded session's token: the only one that may come as a bearer token. */
export function isEmbeddedToken(token: string): boolean {
  return token.startsWith(PREFIXES.embedded);
}

/** What is stored and looked up instead of the token. No salt is needed: the token is random, not chosen. */
export function hashSessionToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
