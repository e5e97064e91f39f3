import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

/** An address that may be asked. */
export interface GuardedUrl {
  readonly url: URL;
  /** True when the operator named its host: then its address may be private. */
  readonly trusted: boolean;
}

/**
 * Which addresses may be fetched: http and https, without credentials, and no private one unless the operator names the
 * host. Names are not resolved here: the connection does that, and connects to the very address that it checked.
 */
export class FetchGuard {
  private readonly allowed: ReadonlySet<string>;

  /** @param hosts `host` or `host:port`, whose address may be private */
  constructor(hosts: readonly string[]) {
    this.allowed = new Set(hosts.map((host) => host.toLowerCase()));
  }

  /** Undefined for an address that may not be fetched. `base` is where a redirect comes from. */
  check(address: string, base?: URL): GuardedUrl | undefined {
    const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : undefined;
    if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
    if (url.username !== '' || url.password !== '') return undefined;
    const trusted = this.allowed.has(url.host) || this.allowed.has(url.hostname);
    // A socket asks no resolver about an address in figures. The URL parser has brought every way to write one to one form.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!trusted && isIP(literal) !== 0 && !isPublicAddress(literal)) return undefined;
    return { url, trusted };
  }
}
