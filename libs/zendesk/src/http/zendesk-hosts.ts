import { ParleyError } from '@parley/platform';

/** Thrown when a URL is not one that Parley may talk to; names the rule, never the URL's path or credentials. */
export class ZendeskHostRefusedError extends ParleyError {
  readonly code = 'zendesk-host-refused';
  readonly retryable = false;
}

/** An origin that passed the guard. */
export interface GuardedOrigin {
  /** `https://acme.zendesk.com`, without a path. */
  readonly origin: string;
  /** True when the host is named in ZENDESK_ALLOWED_HOSTS: then its address may be private. */
  readonly trusted: boolean;
}

/** Zendesk gives every account one label below zendesk.com. */
const ZENDESK_HOST = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.zendesk\.com$/;

/** Which hosts count as Zendesk (A1): `https://<sub>.zendesk.com`, and whatever the operator names, which may also be plain http. */
export class ZendeskHosts {
  private constructor(private readonly allowed: ReadonlySet<string>) {}

  /** Reads ZENDESK_ALLOWED_HOSTS: `host[:port]`, comma separated; empty text allows nothing beyond Zendesk itself. */
  static parse(text = ''): ZendeskHosts {
    const names = text.split(',').map((name) => name.trim().toLowerCase());
    return new ZendeskHosts(new Set(names.filter((name) => name !== '')));
  }

  /**
   * The origin of a URL that may be called.
   * @throws ZendeskHostRefusedError
   */
  guard(url: string): GuardedOrigin {
    const parsed = URL.canParse(url) ? new URL(url) : undefined;
    if (parsed === undefined) throw new ZendeskHostRefusedError('Not a URL');
    if (parsed.username !== '' || parsed.password !== '')
      throw new ZendeskHostRefusedError('A URL with credentials is refused');
    if (parsed.pathname !== '/' || parsed.search !== '' || parsed.hash !== '') {
      throw new ZendeskHostRefusedError('Only the address of the Zendesk account is wanted, without a path');
    }
    const trusted =
      this.allowed.has(parsed.host.toLowerCase()) || this.allowed.has(parsed.hostname.toLowerCase());
    if (trusted && (parsed.protocol === 'https:' || parsed.protocol === 'http:'))
      return { origin: parsed.origin, trusted };
    if (parsed.protocol !== 'https:') throw new ZendeskHostRefusedError('Only https is allowed');
    if (parsed.port !== '' || !ZENDESK_HOST.test(parsed.hostname)) {
      throw new ZendeskHostRefusedError('Only https://<subdomain>.zendesk.com is allowed');
    }
    return { origin: parsed.origin, trusted: false };
  }
}
