import { publicOnlyLookup, type ResolveAll } from '@parley/platform';
import { Agent, errors, type buildConnector, type Dispatcher } from 'undici';
import type { Exchange, HttpRequest } from './exchange';
import { CallEndedError, ExchangeHandler } from './exchange-handler';

/** Limits of the client. */
export interface HttpClientSettings {
  /** Time for one exchange as a whole, waiting for a connection included, in ms. */
  readonly callTimeoutMs: number;
  /** DNS, TCP and TLS, in ms. */
  readonly connectTimeoutMs: number;
  /** Answers above this many bytes are not read to the end. */
  readonly maxBodyBytes: number;
  /** Sockets per Zendesk account. */
  readonly connections: number;
  /** Replaces DNS in tests. */
  readonly resolve?: ResolveAll;
}

/** Exchanges bytes with Zendesk. */
export interface Exchanger {
  /** Makes one exchange; resolves always. */
  exchange(request: HttpRequest): Promise<Exchange>;
  /** Lets running exchanges end, then lets go of what it holds. */
  close(): Promise<void>;
}

/**
 * Exchanges bytes with Zendesk. Follows no redirect, retries nothing, and gives up on its own: every exchange ends within `callTimeoutMs`.
 * HTTP/2 is off: with one exchange at a time on a connection, a broken connection says exactly which call it broke.
 */
export class HttpClient implements Exchanger {
  private readonly trusted: Agent;
  private readonly guarded: Agent;

  constructor(private readonly settings: HttpClientSettings) {
    this.trusted = this.agent({});
    this.guarded = this.agent({ lookup: publicOnlyLookup(settings.resolve) });
  }

  /** Makes one exchange; resolves always. */
  exchange(request: HttpRequest): Promise<Exchange> {
    const timeoutMs = request.timeoutMs ?? this.settings.callTimeoutMs;
    return new Promise((resolve) => {
      const handler = new ExchangeHandler(this.settings.maxBodyBytes, (exchange) => {
        clearTimeout(timer);
        resolve(exchange);
      });
      // undici's own timers are coarse and start only at the socket; this one bounds the call from here on.
      const timer = setTimeout(() => handler.end(new CallEndedError('timeout')), timeoutMs);
      try {
        (request.trusted ? this.trusted : this.guarded).dispatch(
          dispatchOptions(request, timeoutMs),
          handler,
        );
      } catch (error) {
        // A closed client, or options that undici refuses (a control character in a header): nothing was written.
        handler.onResponseError(
          undefined,
          error instanceof Error ? error : new errors.UndiciError('dispatch failed'),
        );
      }
    });
  }

  /** Lets running exchanges end, then closes every socket. */
  async close(): Promise<void> {
    await Promise.all([this.trusted.close(), this.guarded.close()]);
  }

  private agent(connect: buildConnector.BuildOptions): Agent {
    const { connectTimeoutMs, connections } = this.settings;
    return new Agent({
      connections,
      pipelining: 1,
      allowH2: false,
      connect: { ...connect, allowH2: false, timeout: connectTimeoutMs },
    });
  }
}

function dispatchOptions(request: HttpRequest, timeoutMs: number): Dispatcher.DispatchOptions {
  return {
    origin: request.origin,
    path: request.path,
    method: request.method,
    headers: { ...request.headers },
    body: request.body ?? null,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    // Never share a connection's fate with another call, and never be sent again by the client.
    idempotent: false,
  };
}
