import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { JsonObject, JsonValue } from '../http/json';
import { pathText } from '../http/address-parameters';
import { timestamp } from '../http/timestamps';
import { recordNotFound } from '../http/zendesk-error';
import type { Account } from '../world/account';
import type { Job } from './job';

/** Keeps a job whose work was done at once; the reply that starts it still shows it as queued. */
export function completedJob(account: Account, results: readonly JsonValue[]): Job {
  const job = {
    id: `V3-${randomBytes(16).toString('hex')}`,
    total: results.length,
    completedAt: account.now(),
    results: [...results],
  };
  account.state.jobs.set(job.id, job);
  return job;
}

/** A job as the API shows it: "Queued: progress, message and results null." */
export function jobJson(job: Job, baseUrl: string, status: 'queued' | 'completed'): JsonObject {
  const isDone = status === 'completed';
  return {
    id: job.id,
    url: `${baseUrl}/api/v2/job_statuses/${job.id}.json`,
    status,
    total: job.total,
    progress: isDone ? job.total : null,
    message: isDone ? `Completed at ${timestamp(job.completedAt)}` : null,
    results: isDone ? job.results : null,
  };
}

/** Background jobs. */
export function registerJobRoutes(app: FastifyInstance): void {
  app.get('/api/v2/job_statuses/:id', (request) => {
    const job = request.account.state.jobs.get(pathText(request, 'id'));
    if (job === undefined) throw recordNotFound();
    return { job_status: jobJson(job, request.baseUrl, 'completed') };
  });
}
