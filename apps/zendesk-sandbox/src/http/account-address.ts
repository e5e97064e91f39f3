import type { IncomingMessage } from 'node:http';

/** Which account a request is for, and under which prefix of the path it came. */
export interface AccountAddress {
  /** Undefined at the bare root, where the bearer token or the default decides. */
  readonly subdomain: string | undefined;
  /** `/accounts/<subdomain>`, or empty. */
  readonly prefix: string;
}

const addresses = new WeakMap<IncomingMessage, AccountAddress>();

const PREFIX = /^\/accounts\/([a-z0-9][a-z0-9-]*)(?=[/?]|$)/i;
const HOST = /^([a-z0-9][a-z0-9-]*)\.localhost(?::\d+)?$/i;
const JSON_SUFFIX = /^(\/api\/v2\/[^?]*)\.json(?=\?|$)/;

/**
 * Takes the account out of the address before the request is routed: `/accounts/<sub>/…` on any host, or the host
 * `<sub>.localhost`. Also drops the trailing `.json` that Zendesk accepts on API paths.
 */
export function rewriteUrl(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const [prefix, inPath] = PREFIX.exec(url) ?? [];
  const inHost = HOST.exec(request.headers.host ?? '')?.[1];
  addresses.set(request, { subdomain: (inPath ?? inHost)?.toLowerCase(), prefix: prefix ?? '' });
  const rest = prefix === undefined ? url : url.slice(prefix.length);
  return (rest.startsWith('/') ? rest : `/${rest}`).replace(JSON_SUFFIX, '$1');
}

/** The address that `rewriteUrl` found. */
export function addressOf(request: IncomingMessage): AccountAddress {
  return addresses.get(request) ?? { subdomain: undefined, prefix: '' };
}
