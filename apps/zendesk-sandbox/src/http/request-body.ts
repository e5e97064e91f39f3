import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isJsonObject, type JsonObject, type JsonValue } from './json';
import { invalidAttribute, ZendeskError } from './zendesk-error';

/** Room for the largest upload and its surroundings. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** Takes every body as bytes: files may have any content type, JSON included, and the ground truth wants exact bytes. */
export function registerRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** The bytes of the body; none when there is no body. */
export function bodyBytes(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

const parsed = new WeakMap<FastifyRequest, JsonObject>();

/**
 * The body as a JSON object; an empty one when there is no body or it is not sent as JSON.
 *
 * @throws ZendeskError 422 for text that is not JSON
 */
export function jsonBody(request: FastifyRequest): JsonObject {
  const known = parsed.get(request);
  if (known !== undefined) return known;
  const bytes = bodyBytes(request);
  const isJson = bytes.length > 0 && /json/i.test(request.headers['content-type'] ?? '');
  const value = isJson ? parse(bytes.toString('utf8')) : null;
  const body = isJsonObject(value) ? value : {};
  parsed.set(request, body);
  return body;
}

/**
 * The object that the body holds under this key.
 *
 * @throws ZendeskError 400 when it is missing or no object
 */
export function bodyObject(request: FastifyRequest, key: string, endpoint: string): JsonObject {
  const value = jsonBody(request)[key];
  if (!isJsonObject(value)) throw invalidAttribute(key, 'must be a hash', endpoint);
  return value;
}

function parse(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new ZendeskError(422, { error: 'Unprocessable Entity', message: 'Server could not parse JSON' });
  }
}

/** Takes JSON as it is, and an empty body as an empty object whatever content type it claims: for the control API. */
export function registerLenientJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    const text = String(body);
    try {
      done(null, text === '' ? {} : JSON.parse(text));
    } catch {
      done(new ZendeskError(400, { error: 'BadRequest', description: 'The body is not JSON' }));
    }
  });
}
