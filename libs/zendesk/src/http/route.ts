import type { HttpMethod } from '../gateway/outcome';

/** The path of a target without its query. */
export function pathOf(target: string): string {
  const query = target.indexOf('?');
  return query === -1 ? target : target.slice(0, query);
}

/** A path with its ids replaced, so that spans and metrics have few names: `/api/v2/tickets/{id}/audits`. */
export function routeOf(target: string): string {
  return pathOf(target)
    .replace(/\.json$/, '')
    .replace(/\/\d+(?=\/|$)/g, '/{id}')
    .replace(/\/uploads\/[^/]+$/, '/uploads/{token}');
}

/** Kinds of endpoint that fail together; each has its own breaker. */
export type Endpoint = 'tickets' | 'users' | 'search' | 'other';

/** Which kind of endpoint a target belongs to. Index-backed searches of any record are one kind. */
export function endpointOf(target: string): Endpoint {
  const route = routeOf(target);
  if (/^\/api\/v2\/(search|users\/search)/.test(route)) return 'search';
  if (/^\/api\/v2\/(tickets|deleted_tickets)/.test(route)) return 'tickets';
  return /^\/api\/v2\/users/.test(route) ? 'users' : 'other';
}

/** The ticket that a call changes (facts: any PUT on one ticket counts as an update), or undefined. */
export function updatedTicketOf(method: HttpMethod, target: string): number | undefined {
  if (method === 'GET') return undefined;
  const id = /^\/api\/v2\/tickets\/(\d+)(?:\.json|\/|$)/.exec(pathOf(target))?.[1];
  return id === undefined ? undefined : Number(id);
}
