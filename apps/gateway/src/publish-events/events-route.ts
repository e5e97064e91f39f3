import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { classifyError } from '../http-edge/classify-error';
import { ProblemError } from '../http-edge/problem';
import { logUnexpected, sendProblem } from '../http-edge/problem-filter';
import { MAX_BATCH_BYTES } from './event-limits';
import type { PublishEvents } from './publish-events';

const NOTHING_REJECTED = ',"rejected":[]}';

/**
 * Adds `POST /v1/events` as a bare Fastify route in a scope of its own: the body arrives as bytes, and neither Nest's pipeline nor
 * a schema compiler stands between the socket and Kafka.
 */
export async function addEventsRoute(
  server: FastifyInstance,
  handler: Pick<PublishEvents, 'publish'>,
): Promise<void> {
  await server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: MAX_BATCH_BYTES },
      (_request, body, parsed) => {
        parsed(null, body);
      },
    );
    scope.setErrorHandler((error, _request, reply) => answerProblem(reply, error));
    scope.post('/v1/events', { bodyLimit: MAX_BATCH_BYTES }, (request, reply) =>
      answer(handler, request, reply),
    );
    done();
  });
}

async function answer(
  handler: Pick<PublishEvents, 'publish'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const { accepted, rejected } = await handler.publish(request.headers, body);
  return reply
    .code(202)
    .header('content-type', 'application/json; charset=utf-8')
    .send(
      rejected.length === 0
        ? `{"accepted":${accepted}${NOTHING_REJECTED}`
        : JSON.stringify({ accepted, rejected }),
    );
}

function answerProblem(reply: FastifyReply, error: unknown): void {
  const problem = tooLargeForRoute(error) ?? classifyError(error);
  logUnexpected(error, problem);
  sendProblem(reply, problem);
}

/** Above the limit of the route nobody knows what it was: single event or batch, it is too large either way. */
function tooLargeForRoute(error: unknown): ProblemError | undefined {
  const problem = classifyError(error);
  if (problem.code !== 'body-too-large') return undefined;
  return new ProblemError('batch-too-large', `A batch has at most ${MAX_BATCH_BYTES} bytes, an event 1 MiB.`);
}
