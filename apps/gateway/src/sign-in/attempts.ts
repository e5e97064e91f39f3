import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { CLOCK, KeyRing, SealBrokenError } from '@parley/platform';
import type { Clock } from '@parley/platform';

/** How long somebody may take to sign in, in ms. */
export const SIGN_IN_LIFE_MS = 600_000;

const CONTEXT = 'sign-in';

/** Somebody was sent to the issuer, and has not come back yet. */
export interface SignInAttempt {
  /** PKCE verifier (RFC 7636). */
  readonly verifier: string;
  /** Must come back inside the ID token; names the attempt. */
  readonly nonce: string;
  /** The page to go to afterwards. */
  readonly returnTo: string;
}

interface SealedAttempt extends SignInAttempt {
  readonly browserHash: string;
  readonly expiresAtMs: number;
}

/**
 * Attempts travel sealed, as the `state` that the issuer gives back: nobody can make the gateway store anything before the issuer
 * knows who it is, several tabs can sign in at once, and every replica can end what another began. An attempt is good for ten minutes,
 * and in the browser that began it alone, so that nobody can be signed in as somebody else by a link.
 */
export class SignInAttempts {
  constructor(
    @Inject(KeyRing) private readonly keyRing: Pick<KeyRing, 'seal' | 'open'>,
    @Inject(CLOCK) private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /** The `state` of an attempt in this browser. */
  begin(attempt: SignInAttempt, browser: string): string {
    const sealed: SealedAttempt = {
      ...attempt,
      browserHash: hashOf(browser).toString('base64url'),
      expiresAtMs: this.clock.now().getTime() + SIGN_IN_LIFE_MS,
    };
    return this.keyRing.seal(JSON.stringify(sealed), CONTEXT);
  }

  /** The attempt of a `state`; undefined when it was not begun here, in this browser, or is too old. */
  find(state: string, browser: string | undefined): SignInAttempt | undefined {
    const sealed = this.open(state);
    if (sealed === undefined || browser === undefined) return undefined;
    const { browserHash, expiresAtMs, ...attempt } = sealed;
    const good = expiresAtMs > this.clock.now().getTime();
    return good && browserHash === hashOf(browser).toString('base64url') ? attempt : undefined;
  }

  private open(state: string): SealedAttempt | undefined {
    try {
      return JSON.parse(this.keyRing.open(state, CONTEXT)) as SealedAttempt;
    } catch (error) {
      if (error instanceof SealBrokenError) return undefined;
      throw error;
    }
  }
}

/** What is kept of an attempt with the session that came of it, so that it begins no second one. */
export function attemptHashOf({ nonce }: Pick<SignInAttempt, 'nonce'>): Buffer {
  return hashOf(nonce);
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
