import { HttpException } from '@nestjs/common';
import { isDatabaseUnavailable } from '@parley/platform';
import { ProblemError } from './problem';

/** How many seconds a client is asked to wait when a part of the system is away. */
const RETRY_AFTER_SECONDS = '2';

/**
 * Turns whatever was thrown at the HTTP edge into the problem to answer.
 * Never throws, and never lets the text of a foreign error through: it may quote what somebody wrote.
 */
export function classifyError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isDatabaseUnavailable(error)) {
    return new ProblemError(
      'database-unavailable',
      'The database did not answer; nothing was changed. Try again shortly.',
      {
        headers: { 'retry-after': RETRY_AFTER_SECONDS },
      },
    );
  }
  const { code, status } = traitsOf(error);
  return BY_CODE.get(code ?? '')?.() ?? byStatus(status ?? 500);
}

const bodyTooLarge = () => new ProblemError('body-too-large', 'The body is larger than this route takes.');
const mediaTypeUnsupported = () =>
  new ProblemError('media-type-unsupported', 'This route takes application/json.');
const notJson = () => new ProblemError('unreadable-body', 'The body is not JSON.');

/** What Fastify's own error codes mean here. */
const BY_CODE: ReadonlyMap<string, () => ProblemError> = new Map([
  ['FST_ERR_CTP_BODY_TOO_LARGE', bodyTooLarge],
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', mediaTypeUnsupported],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', notJson],
  ['FST_ERR_CTP_INVALID_JSON_BODY', notJson],
]);

function byStatus(status: number): ProblemError {
  if (status === 404)
    return new ProblemError(
      'route-unknown',
      'There is no route with this method and path; see /openapi.json.',
    );
  if (status === 413) return bodyTooLarge();
  if (status === 415) return mediaTypeUnsupported();
  if (status >= 400 && status < 500)
    return new ProblemError('unreadable-request', 'The request is not well-formed.');
  if (status === 503) {
    const headers = { 'retry-after': '1' };
    return new ProblemError('shutting-down', 'This replica is shutting down; ask again.', { headers });
  }
  return new ProblemError('internal', 'The request failed here; the log says why.');
}

function traitsOf(error: unknown): { readonly code?: string; readonly status?: number } {
  if (error instanceof HttpException) return { status: error.getStatus() };
  if (typeof error !== 'object' || error === null) return {};
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  return { ...(code === undefined ? {} : { code }), ...(status === undefined ? {} : { status }) };
}
