import { createHash, randomBytes } from 'node:crypto';

const PREFIX = 'parley_pub_';

/** A new publisher credential: 256 random bits behind a prefix that secret scanners can recognise. */
export function newPublisherToken(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

/** True for text that has the form of a publisher credential. */
export function isPublisherToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** What is stored and looked up instead of the credential. No salt is needed: the credential is random, not chosen. */
export function hashPublisherToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
