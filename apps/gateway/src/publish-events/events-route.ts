import { EVENT_MEDIA_TYPES } from '@parley/contracts';
import { SPAN, runInSpan } from '@parley/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classifyError } from '../http-edge/classify-error';
import { logUnexpected, sendProblem } from '../http-edge/problem-filter';
import { MAX_BATCH_BYTES, MAX_EVENT_BYTES, MAX_EVENT_WITH_FILES_BYTES } from './event-limits';
import type { PublishEvents } from './publish-events';
import { batchTooLarge, eventTooLarge, isBatch } from './read-cloudevents';

const PATH = '/v1/events';
const NOTHING_REJECTED = ',"rejected":[]}';
/** Fastify finds a parser by the exact type much faster than by the wildcard, which stands for every other one. */
const MEDIA_TYPES = [...Object.values(EVENT_MEDIA_TYPES), '*'];
/** Names of the HTTP semantic conventions. */
const SPAN_ATTRIBUTES = { 'http.request.method': 'POST', 'http.route': PATH };

type Handler = Pick<PublishEvents, 'publish' | 'admit'>;

/**
 * Adds `POST /v1/events` as a bare Fastify route in a scope of its own: the body arrives as bytes, and neither Nest's pipeline nor
 * a schema compiler stands between the socket and Kafka. Its span is its own, too, child of the publisher's `traceparent`.
 */
export async function addEventsRoute(server: FastifyInstance, handler: Handler): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(MEDIA_TYPES, { parseAs: 'buffer' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.setErrorHandler((error, request, reply) => answerProblem(reply, error, request));
    scope.post(
      PATH,
      { bodyLimit: MAX_EVENT_WITH_FILES_BYTES, onRequest: (request) => mayBeLarge(handler, request) },
      (request, reply) => answer(handler, request, reply),
    );
    done();
  });
}

/** A large body is read for publishers only, and none that is too large for its kind. */
async function mayBeLarge(handler: Handler, { headers }: FastifyRequest): Promise<void> {
  const bytes = Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);
  if (bytes <= MAX_EVENT_BYTES) return;
  await handler.admit(headers);
  if (isBatch(headers) && Number.isFinite(bytes) && bytes > MAX_BATCH_BYTES) throw batchTooLarge();
}

async function answer(handler: Handler, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { traceparent } = request.headers;
  const parent = typeof traceparent === 'string' ? traceparent : null;
  await runInSpan(
    SPAN.acceptEvents,
    { parent, kind: 'server', attributes: SPAN_ATTRIBUTES },
    async (span) => {
      try {
        answerAccepted(reply, await handler.publish(request.headers, bodyOf(request)));
      } catch (error) {
        // Answered inside the span: that a publisher sent something bad is no error of this service.
        answerProblem(reply, error, request);
      }
      span.setAttribute('http.response.status_code', reply.statusCode);
    },
  );
  return reply;
}

function answerAccepted(
  reply: FastifyReply,
  { accepted, rejected }: Awaited<ReturnType<Handler['publish']>>,
): void {
  void reply
    .code(202)
    .header('content-type', 'application/json; charset=utf-8')
    .send(
      rejected.length === 0
        ? `{"accepted":${accepted}${NOTHING_REJECTED}`
        : JSON.stringify({ accepted, rejected }),
    );
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

function answerProblem(reply: FastifyReply, error: unknown, { headers }: FastifyRequest): void {
  const problem = classifyError(error);
  logUnexpected(error, problem);
  if (problem.code !== 'body-too-large') sendProblem(reply, problem);
  else sendProblem(reply, isBatch(headers) ? batchTooLarge() : eventTooLarge());
}
