import { EVENT_MEDIA_TYPES } from '@parley/contracts';
import { SPAN, runInSpan } from '@parley/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classifyError } from '../http-edge/classify-error';
import { ProblemError } from '../http-edge/problem';
import { logUnexpected, sendProblem } from '../http-edge/problem-filter';
import { MAX_BATCH_BYTES } from './event-limits';
import type { PublishEvents } from './publish-events';

const PATH = '/v1/events';
const NOTHING_REJECTED = ',"rejected":[]}';
/** Fastify finds a parser by the exact type much faster than by the wildcard, which stands for every other one. */
const MEDIA_TYPES = [...Object.values(EVENT_MEDIA_TYPES), '*'];
/** Names of the HTTP semantic conventions. */
const SPAN_ATTRIBUTES = { 'http.request.method': 'POST', 'http.route': PATH };

type Handler = Pick<PublishEvents, 'publish'>;

/**
 * Adds `POST /v1/events` as a bare Fastify route in a scope of its own: the body arrives as bytes, and neither Nest's pipeline nor
 * a schema compiler stands between the socket and Kafka. Its span is its own, too, child of the publisher's `traceparent`.
 */
export async function addEventsRoute(server: FastifyInstance, handler: Handler): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      MEDIA_TYPES,
      { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES },
      (_request, body, parsed) => parsed(null, body),
    );
    scope.setErrorHandler((error, _request, reply) => answerProblem(reply, error));
    scope.post(PATH, { bodyLimit: MAX_BATCH_BYTES }, (request, reply) => answer(handler, request, reply));
    done();
  });
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
        answerProblem(reply, error);
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

function answerProblem(reply: FastifyReply, error: unknown): void {
  const problem = classifyError(error);
  logUnexpected(error, problem);
  sendProblem(reply, problem.code === 'body-too-large' ? tooLarge() : problem);
}

/** Above the limit of the route nobody knows what it was: single event or batch, it is too large either way. */
function tooLarge(): ProblemError {
  return new ProblemError('batch-too-large', `A batch has at most ${MAX_BATCH_BYTES} bytes, an event 1 MiB.`);
}
