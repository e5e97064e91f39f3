import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticate, checkAccess } from '../authentication/authenticate';
import { runDueTasks } from '../business-rules/lifecycle';
import { strikeAfter, strikeBefore } from '../faults/strike';
import { applyLimits } from '../rate-limits/apply-limits';
import type { World } from '../world/world';
import { bodyBytes } from './request-body';

/**
 * What every API call goes through: note it, let a fault strike, wait, authenticate, count against the limits, handle, and on
 * the way back common headers, and the faults that strike after the call was applied.
 */
export function registerApiPipeline(app: FastifyInstance, world: World): void {
  app.addHook('preHandler', async (request, reply) => {
    noteCall(request, reply);
    runDueTasks(request.account);
    request.fault = request.account.faults.strike({
      method: request.method,
      path: pathOf(request),
      ticketId: ticketIdOf(request),
    });
    if (request.call !== undefined) request.call.fault = request.fault?.kind ?? null;
    if (request.fault !== undefined && (await strikeBefore(request.fault, request, reply))) return reply;
    const { delayBeforeMs } = request.account.state.settings;
    if (delayBeforeMs > 0) await sleep(delayBeforeMs);
    admit(request, reply);
    if (request.method !== 'GET') world.noteChange();
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    const { fault, call } = request;
    if (call === undefined) {
      done(null, payload);
      return;
    }
    const { delayAfterMs } = request.account.state.settings;
    const send = (): void => {
      call.appliedStatus = wasHandled(request) ? reply.statusCode : null;
      const end = (changed: unknown): void => {
        finish(request, reply, changed, done);
      };
      if (fault === undefined || !wasHandled(request)) end(payload);
      else strikeAfter(fault, request, reply, payload, end);
    };
    if (delayAfterMs > 0) setTimeout(send, delayAfterMs);
    else send();
  });
}

/** Requests that passed all checks and were handled, so that they may have had an effect. */
const handled = new WeakSet<FastifyRequest>();

function wasHandled(request: FastifyRequest): boolean {
  return handled.has(request);
}

function admit(request: FastifyRequest, reply: FastifyReply): void {
  const { access, buckets } = request.routeOptions.config;
  request.caller = authenticate(request);
  if (request.call !== undefined) request.call.userId = request.caller?.user.id ?? null;
  checkAccess(request, access ?? 'agent');
  applyLimits(request, reply, buckets?.(request) ?? []);
  handled.add(request);
}

function noteCall(request: FastifyRequest, reply: FastifyReply): void {
  const bytes = bodyBytes(request);
  const requestId = randomUUID();
  const key = request.headers['idempotency-key'];
  reply.headers({
    'x-request-id': requestId,
    'x-zendesk-request-id': requestId.replaceAll('-', '').slice(0, 20),
    'x-zendesk-api-version': 'v2',
    'cache-control': 'max-age=0, private, must-revalidate',
  });
  request.call = request.account.calls.add({
    at: request.account.now(),
    receivedAt: performance.timeOrigin + performance.now() - reply.elapsedTime,
    method: request.method,
    path: pathOf(request),
    query: request.url.split('?')[1] ?? '',
    ticketId: ticketIdOf(request),
    requestId,
    idempotencyKey: typeof key === 'string' ? key : null,
    userId: null,
    bodyBytes: bytes.length,
    bodySha256: bytes.length === 0 ? null : createHash('sha256').update(bytes).digest('hex'),
    body: request.account.state.settings.recordBodies && bytes.length > 0 ? bytes.toString('utf8') : null,
    status: null,
    appliedStatus: null,
    fault: null,
    durationMs: null,
  });
}

function finish(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  if (request.call !== undefined) {
    request.call.status = reply.statusCode;
    request.call.durationMs = Math.round(reply.elapsedTime * 1000) / 1000;
  }
  done(null, payload);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}

function ticketIdOf(request: FastifyRequest): number | null {
  const id = /\/tickets\/(\d{1,15})(?:[/?]|$)/.exec(request.url)?.[1];
  return id === undefined ? null : Number(id);
}
