import { plainPage } from '../http-edge/plain-page';
import type { PageLink, PlainPage } from '../http-edge/plain-page';
import type { BeginOutcome, FinishOutcome } from './sign-in';

/** What keeps somebody from being signed in. */
export type SignInFailure = Exclude<BeginOutcome | FinishOutcome, { kind: 'asked' | 'signed-in' }>;

/** Says what kept somebody from being signed in, and what to do; `again` leads to signing in. */
export function signInPage(failure: SignInFailure, again: PageLink): PlainPage {
  switch (failure.kind) {
    case 'not-set-up':
      return plainPage(501, 'Signing in is not set up', [
        'This Parley knows no client of an issuer: PARLEY_OIDC_CLIENT_ID of gateway is not set.',
        "Tools can use it with the issuer's bearer tokens all the same.",
      ]);
    case 'attempt-unknown':
      return plainPage(
        400,
        'This link does not work any more',
        ['Each one works once, for ten minutes, and in the browser that began. Nobody was signed in.'],
        again,
      );
    case 'denied':
      return plainPage(403, 'Signing in was denied', ['The issuer says that access was denied.'], again);
    case 'role-missing':
      return plainPage(
        403,
        'You have no role in Parley',
        [
          'The issuer knows you, and gives you none of the roles administrator, advisor and operator.',
          'Ask whoever manages accounts for one of them, then sign in again.',
        ],
        again,
      );
    case 'issuer-refused':
      return plainPage(
        422,
        'The issuer refused',
        [
          `Its answer came to "${failure.code}". Nobody was signed in.`,
          "When this happens again and again, check the identifier, the secret and the redirect URL of Parley's client there.",
        ],
        again,
      );
    case 'issuer-away':
      return plainPage(
        503,
        'The issuer did not answer',
        ['Nobody was signed in. Try again in a moment.'],
        again,
      );
  }
}
