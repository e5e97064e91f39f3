import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyServerOptions } from 'fastify';
import { classifyError } from './classify-error';
import { sendProblem } from './problem-filter';

/** Largest body of a route for people and tools; the route for events has limits of its own. */
const MAX_BODY_BYTES = 256 * 1024;

/** Fastify's own settings. */
export const FASTIFY_OPTIONS: FastifyServerOptions = {
  bodyLimit: MAX_BODY_BYTES,
  // Ids have up to 128 characters, each up to four bytes, each byte up to three characters of a URL.
  routerOptions: { maxParamLength: 1_600 },
  // `__proto__` in a body is a plain property to JSON.parse, and no schema accepts it.
  onProtoPoisoning: 'remove',
  onConstructorPoisoning: 'remove',
  // What the router refuses before any route: a malformed or over-long address.
  frameworkErrors: (error, _request, reply) => sendProblem(reply, classifyError(error)),
};

/** Headers that keep browsers from doing more with an answer than reading it. The documentation page has a policy of its own. */
export function addSecurityHeaders(app: NestFastifyApplication): void {
  app.useSecurityHeaders({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
}
