import { STATUS_CODES } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JsonValue } from '../http/json';
import { ZendeskError } from '../http/zendesk-error';
import { RATE_LIMIT_TEXT } from '../rate-limits/apply-limits';
import { cutConnection, sendHalf, sendSlowly } from './raw-reply';
import type { Fault } from './fault';

const DEFAULT_DELAY_MS = 1000;
const DEFAULT_RETRY_AFTER_SECONDS = 60;

/**
 * What a fault does before the call has any effect.
 *
 * @returns whether the reply is over
 * @throws ZendeskError for the faults that answer with a status
 */
export async function strikeBefore(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      throw statusError(fault);
    case 'rate-limit': {
      const seconds = fault.retryAfterSeconds ?? DEFAULT_RETRY_AFTER_SECONDS;
      throw new ZendeskError(429, RATE_LIMIT_TEXT, { 'retry-after': String(seconds) });
    }
    case 'unavailable':
      throw unavailable(fault);
    case 'stall':
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS);
      return false;
    case 'reset-before':
      reply.hijack();
      cutConnection(request);
      return true;
    case 'status-after':
    case 'reset-after':
    case 'stall-after':
    case 'half-answer':
    case 'wrong-json':
    case 'slow-headers':
      return false;
  }
}

/** What the reply hook is told once the fault has done its work; it is not called when the connection was taken over. */
export type Done = (payload: unknown) => void;

/** What a fault does to the reply of a call that was applied. */
export function strikeAfter(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: Done,
): void {
  const bytes = asBytes(payload);
  switch (fault.kind) {
    case 'status-after':
      done(replaceReply(fault, reply));
      return;
    case 'stall-after':
      setTimeout(() => done(payload), fault.delayMs ?? DEFAULT_DELAY_MS);
      return;
    case 'wrong-json':
      done(
        Buffer.concat([
          bytes.subarray(0, Math.floor(bytes.length / 2)),
          Buffer.from('<html>upstream error</html>'),
        ]),
      );
      return;
    case 'reset-after':
      reply.hijack();
      cutConnection(request);
      return;
    case 'half-answer':
      reply.hijack();
      sendHalf(request, reply, bytes);
      return;
    case 'slow-headers':
      reply.hijack();
      sendSlowly(request, reply, bytes, fault.delayMs ?? DEFAULT_DELAY_MS);
      return;
    case 'status':
    case 'rate-limit':
    case 'unavailable':
    case 'stall':
    case 'reset-before':
      done(payload);
  }
}

function replaceReply(fault: Fault, reply: FastifyReply): string {
  const error = statusError(fault);
  reply.code(error.status).removeHeader('location').removeHeader('content-length');
  reply.header(
    'content-type',
    typeof error.body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
  );
  return typeof error.body === 'string' ? error.body : JSON.stringify(error.body);
}

function statusError(fault: Fault): ZendeskError {
  const status = fault.status ?? 500;
  const body = fault.body === undefined ? plausibleBody(status) : (fault.body as JsonValue);
  return new ZendeskError(status, body);
}

/** Bodies that Zendesk sends with these statuses; 409 here is a collision inside its database. */
function plausibleBody(status: number): JsonValue {
  if (status === 409) return { error: 'DatabaseConflict', description: 'Database collision' };
  return {
    error: (STATUS_CODES[status] ?? 'Error').replaceAll(' ', ''),
    description: STATUS_CODES[status] ?? 'Error',
  };
}

/** "503 with `Retry-After`: database timeout or deadlock. 503 without: maintenance or incident", which may come as HTML. */
function unavailable(fault: Fault): ZendeskError {
  if (fault.retryAfterSeconds !== undefined) {
    const body = { error: 'ServiceUnavailable', description: 'Database timeout' };
    return new ZendeskError(503, body, { 'retry-after': String(fault.retryAfterSeconds) });
  }
  return new ZendeskError(503, '<html><body><h1>503 Service Unavailable</h1></body></html>', {
    'content-type': 'text/html; charset=utf-8',
  });
}

function asBytes(payload: unknown): Buffer {
  if (Buffer.isBuffer(payload)) return payload;
  return Buffer.from(typeof payload === 'string' ? payload : '', 'utf8');
}
