import type { FastifyRequest } from 'fastify';
import { isRecord } from './records';
import { invalidAttribute } from './zendesk-error';

/**
 * An id in the path.
 *
 * @throws ZendeskError 400 when it is no number, as Zendesk answers
 */
export function pathId(request: FastifyRequest, endpoint: string, name = 'id'): number {
  const text = pathText(request, name);
  if (!/^\d{1,16}$/.test(text)) throw invalidAttribute(name, 'must be an integer', endpoint);
  return Number(text);
}

/** A text in the path. */
export function pathText(request: FastifyRequest, name: string): string {
  const value = isRecord(request.params) ? request.params[name] : undefined;
  return typeof value === 'string' ? value : '';
}

/** A parameter of the query string; the first one when it is repeated. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = isRecord(request.query) ? request.query[name] : undefined;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
}

/** Ids of a query parameter, separated by commas. */
export function queryList(request: FastifyRequest, name: string): string[] | undefined {
  return queryText(request, name)
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
