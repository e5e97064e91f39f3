import { createHash, timingSafeEqual } from 'node:crypto';
import { CSRF_HEADER } from '@parley/contracts';
import type { Credential } from '../access/role';
import { ProblemError } from '../http-edge/problem';

/** Methods that change nothing. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The value that pages of a session send: made of its token, which they cannot read, so nothing more has to be kept. */
export function csrfTokenOf(token: string): string {
  return createHash('sha256').update(`parley-csrf:${token}`).digest('base64url');
}

/**
 * Throws `csrf-token-invalid` when a request by cookie would change something and does not show that a page of this very session sent it:
 * browsers send cookies along with what other sites make them do.
 */
export function assertFromItsPage(
  { session }: Credential,
  method: string,
  sent: string | readonly string[] | undefined,
): void {
  if (SAFE_METHODS.has(method)) return;
  const expected = session?.csrfToken ?? '';
  if (expected !== '' && typeof sent === 'string' && isSame(sent, expected)) return;
  throw new ProblemError(
    'csrf-token-invalid',
    `Send the header ${CSRF_HEADER} with the csrfToken of GET /v1/session. Another tab may have signed in anew.`,
  );
}

/** In constant time; by their hashes, since texts of different lengths cannot be compared so. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
