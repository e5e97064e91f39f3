import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZendeskError } from '../http/zendesk-error';
import { ACCOUNT_BUCKET, accountBucket } from './buckets';
import type { Bucket, BucketStanding } from './limiter';

/**
 * Counts the call against the account and its endpoint, and writes where they stand into the reply.
 *
 * @throws ZendeskError 429 with `Retry-After` in whole seconds
 */
export function applyLimits(request: FastifyRequest, reply: FastifyReply, buckets: readonly Bucket[]): void {
  const { account } = request;
  const verdict = account.limiter.take([...accountBucket(account), ...buckets], account.now());
  for (const standing of verdict.standings) reply.headers(headersOf(standing));
  if (verdict.exhausted !== undefined) throw tooManyRequests(verdict.exhausted);
}

/** The headers that report a bucket: Zendesk facts, headers and 429. */
function headersOf({ bucket, remaining, resetsSeconds }: BucketStanding): Record<string, string> {
  if (bucket.key !== ACCOUNT_BUCKET) {
    if (bucket.header === undefined) return {};
    return { [bucket.header]: `total=${bucket.limit}; remaining=${remaining}; resets=${resetsSeconds}` };
  }
  return {
    'x-rate-limit': String(bucket.limit),
    'x-rate-limit-remaining': String(remaining),
    'ratelimit-limit': String(bucket.limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetsSeconds),
  };
}

/** Clients have seen a plain text for the account limit and JSON elsewhere; neither is meant to be parsed. */
function tooManyRequests({ bucket, resetsSeconds }: BucketStanding): ZendeskError {
  const headers: Record<string, string> = bucket.tellsRetryAfter
    ? { 'retry-after': String(resetsSeconds) }
    : {};
  if (bucket.key === ACCOUNT_BUCKET) return new ZendeskError(429, RATE_LIMIT_TEXT, headers);
  return new ZendeskError(429, { error: 'TooManyRequests', description: RATE_LIMIT_TEXT }, headers);
}

/** The text of a 429 that clients show. */
export const RATE_LIMIT_TEXT = 'Number of allowed API requests per minute exceeded';
