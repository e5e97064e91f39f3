import { Inject } from '@nestjs/common';
import { randomSecret } from '@parley/zendesk';
import { Sessions } from '../sessions/sessions';
import { SignInAttempts, attemptHashOf } from './attempts';
import { IDENTITY_PROVIDER } from './identity-provider';
import type { Identification, IdentityProvider } from './identity-provider';

/** What became of wanting to sign in. */
export type BeginOutcome =
  | { readonly kind: 'asked'; readonly authorizeUrl: string }
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'issuer-away' };

/** What became of coming back from the issuer. */
export type FinishOutcome =
  | {
      readonly kind: 'signed-in';
      /** The session's token. */
      readonly token: string;
      readonly returnTo: string;
    }
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'attempt-unknown' }
  | Exclude<Identification, { kind: 'identified' }>;

/** Signs people in at the issuer: authorization code with PKCE, `state` and `nonce`. */
export class SignIn {
  constructor(
    @Inject(IDENTITY_PROVIDER) private readonly provider: { readonly issuer: IdentityProvider | undefined },
    @Inject(SignInAttempts) private readonly attempts: Pick<SignInAttempts, 'begin' | 'find'>,
    @Inject(Sessions) private readonly sessions: Pick<Sessions, 'begin'>,
  ) {}

  /** Begins in a browser; `returnTo` is the page to go to afterwards. */
  async begin(returnTo: string, browser: string): Promise<BeginOutcome> {
    const { issuer } = this.provider;
    if (issuer === undefined) return { kind: 'not-set-up' };
    const attempt = { verifier: randomSecret(), nonce: randomSecret(), returnTo };
    const url = await issuer.authorizeUrl(attempt, this.attempts.begin(attempt, browser));
    return url === undefined ? { kind: 'issuer-away' } : { kind: 'asked', authorizeUrl: url.href };
  }

  /** Ends with what the browser brought back: a session, once for each attempt. */
  async finish(callback: URLSearchParams, browser: string | undefined): Promise<FinishOutcome> {
    const { issuer } = this.provider;
    if (issuer === undefined) return { kind: 'not-set-up' };
    const attempt = this.attempts.find(callback.get('state') ?? '', browser);
    if (attempt === undefined) return { kind: 'attempt-unknown' };
    const identification = await issuer.identify(attempt, callback);
    if (identification.kind !== 'identified') return identification;
    const token = await this.sessions.begin(identification.person, attemptHashOf(attempt));
    if (token === undefined) return { kind: 'attempt-unknown' };
    return { kind: 'signed-in', token, returnTo: attempt.returnTo };
  }
}
