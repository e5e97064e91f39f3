import { Type } from '@sinclair/typebox';
import type { ApiRouteDefinition } from '../http-edge/api-route';

const Health = Type.Object({ status: Type.String() });
const Readiness = Type.Object({
  status: Type.String(),
  checks: Type.Optional(
    Type.Record(Type.String(), Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) })),
  ),
});
const open = { tag: 'Operations', method: 'GET', access: [], status: 200 } as const;

/** Routes that every service has, and the document itself; open to everybody, for probes and tools. */
export const OPERATIONS_ROUTES: readonly ApiRouteDefinition[] = [
  {
    ...open,
    path: '/health/live',
    operation: 'live',
    summary: 'Whether the process lives',
    response: Health,
  },
  {
    ...open,
    path: '/health/ready',
    operation: 'ready',
    summary: 'Whether this replica can do its work',
    response: Readiness,
    alsoAnswers: { 503: { description: 'Not ready; `checks` says why', schema: Readiness } },
  },
  {
    ...open,
    path: '/metrics',
    operation: 'metrics',
    summary: 'Measurements in the Prometheus text format',
    response: Type.String(),
    responseType: 'text/plain',
  },
  {
    ...open,
    path: '/openapi.json',
    operation: 'openapi',
    summary: 'This document',
    response: Type.Object({}),
  },
];
