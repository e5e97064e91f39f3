import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { createLogger } from '@parley/platform';
import type { FastifyReply } from 'fastify';
import { classifyError } from './classify-error';
import { PROBLEM_MEDIA_TYPE } from '@parley/contracts';
import type { ProblemError } from './problem';

const logger = createLogger('http-edge');

/** Answers every error of a Nest route, and of the router itself, as problem+json. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    // Handlers of batches answer with data and never throw; whatever does come out of one is the transport's business.
    if (host.getType() !== 'http') throw error;
    const problem = classifyError(error);
    logUnexpected(error, problem);
    sendProblem(host.switchToHttp().getResponse<FastifyReply>(), problem);
  }
}

/** Sends a problem; the reply must not have been sent. */
export function sendProblem(reply: FastifyReply, problem: ProblemError): void {
  if (reply.sent) return;
  void reply
    .code(problem.status)
    .headers({ ...problem.extras.headers })
    .header('content-type', PROBLEM_MEDIA_TYPE)
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem.toBody()));
}

/** Logs what nobody expected: by name and stack frames, without the message, which may quote what somebody wrote. */
export function logUnexpected(error: unknown, problem: ProblemError): void {
  if (problem.code !== 'internal') return;
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? stackFrames(error) : [];
  logger.error({ error: name, frames }, 'a request failed unexpectedly');
}

function stackFrames(error: Error): readonly string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 12)
    .map((line) => line.trim());
}
