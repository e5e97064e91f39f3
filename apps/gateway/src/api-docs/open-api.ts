import { CSRF_HEADER, PROBLEM_CODES, PROBLEM_MEDIA_TYPE, ProblemSchema } from '@parley/contracts';
import type { ProblemCode } from '@parley/contracts';
import type { TObject, TSchema } from '@sinclair/typebox';
import { API_TAGS } from '../http-edge/api-route';
import type { ApiRouteDefinition } from '../http-edge/api-route';
import { eventSchemas } from './event-schemas';

/** An OpenAPI 3.1 document, as plain JSON. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  /** Operations by path and lower-case method. */
  readonly paths: Record<string, object>;
  readonly components: object;
}

type Json = Record<string, unknown>;

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

/** The document of all these routes, made from what the routes themselves are made from. */
export function openApiDocument(routes: readonly ApiRouteDefinition[], version: string): OpenApiDocument {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      description:
        'Keeps conversations of a conversation platform synchronised, one way, as Zendesk tickets. Errors are RFC 9457 problems with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: API_TAGS.map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: ProblemSchema, ...eventSchemas() },
      securitySchemes: {
        person: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'OIDC bearer token with the claim `role`: administrator, advisor or operator',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'parley_session',
          description: `Cookie of GET /auth/sign-in (\`__Host-parley_session\` over TLS); what changes anything carries the header \`${CSRF_HEADER}\` of GET /v1/session too`,
        },
        publisher: {
          type: 'http',
          scheme: 'bearer',
          description: 'Credential of a publisher, from POST /v1/publishers',
        },
      },
    },
  };
  // TypeBox keeps its own marks under symbols; JSON drops them and leaves pure JSON Schema.
  return JSON.parse(JSON.stringify(document), resolveReference) as OpenApiDocument;
}

/** TypeBox refers to a schema by its bare id; the document has them under `components`. */
function resolveReference(key: string, value: unknown): unknown {
  return key === '$ref' && typeof value === 'string' && !value.startsWith('#')
    ? `#/components/schemas/${value}`
    : value;
}

function operationOf(route: ApiRouteDefinition): Json {
  const bodies = route.bodies ?? (route.body === undefined ? undefined : { 'application/json': route.body });
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    description: descriptionOf(route),
    security: securityOf(route),
    parameters: [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...parameters('header', route.headers),
    ],
    ...(bodies === undefined ? {} : { requestBody: { required: true, content: contentOf(bodies) } }),
    responses: responsesOf(route),
  };
}

function descriptionOf({ description, access }: ApiRouteDefinition): string {
  const who = access.length === 0 ? 'Open to everybody.' : `For: ${access.join(', ')}.`;
  return description === undefined ? who : `${description}\n\n${who}`;
}

function securityOf({ access }: ApiRouteDefinition): readonly Json[] {
  const people = access.some((part) => part !== 'publisher');
  return [
    ...(people ? [{ person: [] }, { session: [] }] : []),
    ...(access.includes('publisher') ? [{ publisher: [] }] : []),
  ];
}

function parameters(place: 'path' | 'query' | 'header', schema: TObject | undefined): readonly Json[] {
  if (schema === undefined) return [];
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    ...(property.description === undefined ? {} : { description: property.description }),
    schema: property,
  }));
}

function contentOf(bodies: Readonly<Record<string, TSchema>>): Json {
  return Object.fromEntries(Object.entries(bodies).map(([mediaType, schema]) => [mediaType, { schema }]));
}

function responsesOf(route: ApiRouteDefinition): Json {
  const responses: Json = { [route.status]: goodAnswer(route) };
  for (const [status, { description, schema }] of Object.entries(route.alsoAnswers ?? {})) {
    responses[status] = {
      description,
      ...(schema === undefined ? {} : { content: contentOf({ 'application/json': schema }) }),
    };
  }
  for (const [status, codes] of problemsByStatus(route)) {
    const titles = codes.map((code) => `\`${code}\`: ${PROBLEM_CODES[code].title}`);
    responses[status] = {
      description: titles.join('; '),
      content: { [PROBLEM_MEDIA_TYPE]: { schema: PROBLEM_REF } },
    };
  }
  return responses;
}

function goodAnswer({ summary, response, responseType = 'application/json' }: ApiRouteDefinition): Json {
  return {
    description: summary,
    ...(response === undefined ? {} : { content: contentOf({ [responseType]: response }) }),
  };
}

function problemsByStatus(route: ApiRouteDefinition): ReadonlyMap<number, readonly ProblemCode[]> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of [...impliedProblems(route), ...(route.problems ?? [])]) {
    const { status } = PROBLEM_CODES[code];
    const codes = byStatus.get(status) ?? [];
    if (!codes.includes(code)) byStatus.set(status, [...codes, code]);
  }
  return byStatus;
}

/** Problems that follow from what a route is: it knows its callers, checks its parameters, reads a body. */
function impliedProblems(route: ApiRouteDefinition): readonly ProblemCode[] {
  const { access, method, params, query, body } = route;
  if (access.length === 0) return [];
  const byCookie = method !== 'GET' && access.some((part) => part !== 'publisher');
  return [
    'credential-missing',
    'credential-invalid',
    'role-not-allowed',
    ...(byCookie ? (['csrf-token-invalid'] as const) : []),
    'database-unavailable',
    ...(params !== undefined || query !== undefined ? (['invalid-parameters'] as const) : []),
    ...(body === undefined
      ? []
      : (['unreadable-body', 'invalid-body', 'body-too-large', 'media-type-unsupported'] as const)),
  ];
}
