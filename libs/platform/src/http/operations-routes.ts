import type { FastifyInstance, FastifyReply } from 'fastify';
import { prometheusReader } from '../telemetry/prometheus-reader';
import type { HealthChecks } from './health-checks';

/** Adds `/health/live`, `/health/ready` and `/metrics`, which every service has. */
export function addOperationsRoutes(
  server: Pick<FastifyInstance, 'get'>,
  health: HealthChecks,
  isDraining: () => boolean,
): void {
  server.get('/health/live', () => ({ status: 'ok' }));
  server.get('/health/ready', async (_request, reply: FastifyReply) => {
    if (isDraining()) return reply.status(503).send({ status: 'draining' });
    const report = await health.report();
    return reply
      .status(report.ok ? 200 : 503)
      .send({ status: report.ok ? 'ok' : 'unavailable', checks: report.checks });
  });
  server.get('/metrics', (request, reply: FastifyReply) => {
    reply.hijack();
    prometheusReader.getMetricsRequestHandler(request.raw, reply.raw);
  });
}
