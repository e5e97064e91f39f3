import type { TypeCheck } from '@sinclair/typebox/compiler';
import type { TSchema } from '@sinclair/typebox';
import type { CallFacts, NotSentReason, UnknownReason, ZendeskOutcome } from '../gateway/outcome';
import type { Exchange, Headers } from './exchange';
import { retryAfterMs } from './limit-headers';
import { errorWord, readRefusal } from './refusal';

/** How long to leave a bucket alone when a 429 has no `Retry-After`: the account's window is one minute, so this is never far off. */
const DEFAULT_PAUSE_MS = 10_000;

type Answered = Extract<Exchange, { kind: 'answered' }>;
type Broken = Extract<Exchange, { kind: 'broken' }>;

/** Facts known before the answer. */
export type CallStart = Pick<CallFacts, 'method' | 'path' | 'durationMs'>;

/**
 * Turns what happened on the wire into the outcome that the rest of Parley acts on (effects on Zendesk: never twice, never lost).
 * A shape checks a 2xx body; a 429's `bucket` is `unnamed` here and named by the budget, which knows the limits.
 */
export function classify(
  start: CallStart,
  exchange: Exchange,
  shape?: TypeCheck<TSchema>,
): ZendeskOutcome<unknown> {
  switch (exchange.kind) {
    case 'not-sent':
      return { ...start, kind: 'not-sent', reason: notSentReason(exchange.code) };
    case 'broken':
      return classifyBroken(start, exchange);
    case 'answered':
      return classifyAnswer(start, exchange, shape);
  }
}

function notSentReason(code: string): NotSentReason {
  return code === 'PRIVATE_ADDRESS' ? 'host-refused' : 'connect-failed';
}

/** An answer that broke off: its status line is enough where the status alone means "not applied", and for nothing else. */
function classifyBroken(start: CallStart, broken: Broken): ZendeskOutcome<unknown> {
  const facts = { ...start, ...answerFacts(broken.status, broken.headers ?? {}) };
  if (broken.status === 401 || broken.status === 403 || broken.status === 429) {
    return classifyStatus(facts, broken.status, broken.headers ?? {}, undefined);
  }
  const reason: UnknownReason =
    broken.cause === 'timeout'
      ? 'timeout'
      : broken.cause === 'lost'
        ? 'connection-lost'
        : 'unreadable-answer';
  return { ...facts, kind: 'unknown', reason, detail: broken.code };
}

function classifyAnswer(
  start: CallStart,
  answer: Answered,
  shape?: TypeCheck<TSchema>,
): ZendeskOutcome<unknown> {
  const facts = { ...start, ...answerFacts(answer.status, answer.headers) };
  const parsed = parse(answer.body);
  if (answer.status < 200 || answer.status > 299) {
    return classifyStatus(facts, answer.status, answer.headers, parsed.ok ? parsed.value : undefined);
  }
  if (!parsed.ok) return { ...facts, kind: 'unknown', reason: 'unreadable-answer', detail: 'not JSON' };
  const fault = shape?.Check(parsed.value) === false ? shape.Errors(parsed.value).First() : undefined;
  if (fault !== undefined) {
    return {
      ...facts,
      kind: 'unknown',
      reason: 'unreadable-answer',
      detail: `unexpected shape at ${fault.path || '/'}`,
    };
  }
  return {
    ...facts,
    kind: 'ok',
    status: answer.status,
    body: parsed.value,
    replayed: answer.headers['x-idempotency-lookup'] === 'hit',
    unpermittedKeys: unpermittedKeys(answer.headers['x-zendesk-api-warn']),
  };
}

function classifyStatus(
  facts: CallStart,
  status: number,
  headers: Headers,
  body: unknown,
): ZendeskOutcome<unknown> {
  const wait = retryAfterMs(headers);
  const retry = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 401) return { ...facts, kind: 'unauthorised', sent: true };
  if (status === 429) {
    return {
      ...facts,
      kind: 'rate-limited',
      retryAfterMs: wait ?? DEFAULT_PAUSE_MS,
      bucket: 'unnamed',
      sent: true,
    };
  }
  if (status === 409) {
    return errorWord(body) === 'UpdateConflict'
      ? { ...facts, kind: 'conflict', status }
      : {
          ...facts,
          kind: 'unknown',
          reason: 'database-conflict',
          detail: errorWord(body) ?? 'status 409',
          ...retry,
        };
  }
  // 408 comes from something in between that gave up waiting; what stands behind it may have gone on.
  if (status === 408) return { ...facts, kind: 'unknown', reason: 'timeout', detail: 'status 408', ...retry };
  if (status >= 500)
    return { ...facts, kind: 'unknown', reason: 'server-error', detail: `status ${status}`, ...retry };
  return { ...facts, kind: 'refused', status, body, ...readRefusal(status, body) };
}

function answerFacts(status: number | undefined, headers: Headers): Pick<CallFacts, 'status' | 'requestId'> {
  const requestId = headers['x-zendesk-request-id'] ?? headers['x-request-id'];
  return {
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId: requestId.slice(0, 128) }),
  };
}

function parse(bytes: Buffer): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  if (bytes.length === 0) return { ok: true, value: undefined };
  try {
    return {
      ok: true,
      value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown,
    };
  } catch {
    return { ok: false };
  }
}

/** Both forms that were recorded carry a list behind the word `unpermitted_keys`: JSON, and Ruby's way to print a hash. */
function unpermittedKeys(header: string | undefined): readonly string[] {
  const list = /unpermitted_keys"?\s*(?:=>|:)\s*\[([^\]]*)\]/.exec(header ?? '')?.[1] ?? '';
  return list.match(/[a-z_][a-z0-9_.]*/gi) ?? [];
}
