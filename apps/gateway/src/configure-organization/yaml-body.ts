import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../http-edge/problem';
import { YAML_PATHS } from './configuration-yaml.controller';

/** Names that YAML goes by; only the first is registered (RFC 9512). */
const YAML_MEDIA_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml', 'text/x-yaml'];

/** Lets the routes of a configuration as code read their body as text; no other route takes YAML. */
export function acceptYaml(server: FastifyInstance): void {
  server.addContentTypeParser(YAML_MEDIA_TYPES, { parseAs: 'string' }, (request, body, parsed) => {
    if (YAML_PATHS.some((path) => request.routeOptions.url === path)) parsed(null, body);
    else parsed(new ProblemError('media-type-unsupported', 'This route takes application/json.'));
  });
}
