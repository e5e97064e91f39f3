import { createLogger } from '@parley/platform';
import { Type } from '@sinclair/typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ApiRouteDefinition } from '../http-edge/api-route';
import { queryOf, sendPlainPage } from '../http-edge/plain-page';
import type { Cookies } from '../sessions/cookies';
import { SIGN_IN_LIFE_MS } from './attempts';
import { returnPath } from './return-to';
import type { SignIn } from './sign-in';
import { signInPage } from './sign-in-page';
import type { SignInFailure } from './sign-in-page';
import { SIGN_IN_CALLBACK_PATH } from './sign-in-settings';

const SIGN_IN_PATH = '/auth/sign-in';
const page = { method: 'GET', tag: 'Signing in', access: [], responseType: 'text/html' } as const;
const PROBLEM_PAGE = { description: 'A page that says what is wrong', schema: Type.String() };

/** The routes, for the document; they answer browsers, so they stand beside Nest's own routes. */
export const SIGN_IN_ROUTES: readonly ApiRouteDefinition[] = [
  {
    ...page,
    path: SIGN_IN_PATH,
    operation: 'signIn',
    summary: 'Sends the browser to the issuer to sign in',
    query: Type.Object({
      returnTo: Type.Optional(
        Type.String({ description: 'Path of the page to come back to; anything else is taken for "/"' }),
      ),
    }),
    status: 302,
    alsoAnswers: { 501: PROBLEM_PAGE, 503: PROBLEM_PAGE },
  },
  {
    ...page,
    path: SIGN_IN_CALLBACK_PATH,
    operation: 'comeBackFromIssuer',
    summary: 'Signs in whoever comes back from the issuer, and goes on to the page that was asked for',
    description:
      'Known by the `state` of its link, which works once, for ten minutes, in the browser that began.',
    status: 302,
    alsoAnswers: { 400: PROBLEM_PAGE, 403: PROBLEM_PAGE, 422: PROBLEM_PAGE, 503: PROBLEM_PAGE },
  },
];

const logger = createLogger('sign-in');

/** What the routes need. */
export interface SignInParts {
  readonly signIn: Pick<SignIn, 'begin' | 'finish'>;
  readonly cookies: Pick<Cookies, 'browser' | 'newBrowser' | 'keepBrowser' | 'keepSession'>;
  /** At which people reach Parley, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * Signing in, open to everybody. The address that comes back has a code in it, so it is neither logged nor given on to other pages.
 */
export function addSignInRoutes(server: FastifyInstance, { signIn, cookies, publicUrl }: SignInParts): void {
  const failed = (reply: FastifyReply, failure: SignInFailure, returnTo = '/'): FastifyReply => {
    const href = `${publicUrl}${SIGN_IN_PATH}?returnTo=${encodeURIComponent(returnTo)}`;
    return sendPlainPage(reply, signInPage(failure, { text: 'Sign in again', href }));
  };

  server.get(SIGN_IN_PATH, { logLevel: 'silent' }, async (request, reply) => {
    // The same machine by another name keeps other cookies, which would not come back to the address that the issuer knows.
    if (request.hostname === 'localhost' && publicUrl.startsWith('http://127.0.0.1:'))
      return reply.redirect(publicUrl + request.url, 302);
    const returnTo = returnPath(queryOf(request).get('returnTo'));
    const browser = cookies.browser(request.headers.cookie) ?? cookies.newBrowser();
    const outcome = await signIn.begin(returnTo, browser);
    if (outcome.kind !== 'asked') return failed(reply, outcome, returnTo);
    return goTo(reply, outcome.authorizeUrl, cookies.keepBrowser(browser, SIGN_IN_LIFE_MS));
  });

  server.get(SIGN_IN_CALLBACK_PATH, { logLevel: 'silent' }, async (request, reply) => {
    const outcome = await signIn.finish(queryOf(request), cookies.browser(request.headers.cookie));
    logger.info({ kind: outcome.kind }, 'somebody came back from the issuer');
    if (outcome.kind !== 'signed-in') return failed(reply, outcome);
    return goTo(reply, publicUrl + outcome.returnTo, cookies.keepSession(outcome.token));
  });
}

function goTo(reply: FastifyReply, url: string, cookie: string): FastifyReply {
  return reply
    .headers({
      'set-cookie': cookie,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      // An embedded page opens these in a window and waits to be told by it (docs/signing-in.md).
      'cross-origin-opener-policy': 'unsafe-none',
    })
    .redirect(url, 302);
}
