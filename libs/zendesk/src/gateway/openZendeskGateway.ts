import type { Clock, Database } from '@parley/platform';
import type { ConnectionStore } from '../connection/connectionStore';
import type { ZendeskHosts } from '../http/zendeskHosts';
import type { ZendeskGateway } from './gateway';
import type { ZendeskListener } from './listener';

/** Knobs of the gateway; every default is right for production. */
export interface ZendeskSettings {
  /** Part of the account's ticket updates that Parley may use, the rest is the agents'. Default 0.8. */
  readonly updateShare?: number;
  /** Time for one call as a whole, in ms. Default 30,000. */
  readonly callTimeoutMs?: number;
  /** Time to reach Zendesk (DNS, TCP, TLS), in ms. Default 5,000. */
  readonly connectTimeoutMs?: number;
  /** How long an open breaker waits before it asks `users/me`, in ms. Default 10,000. */
  readonly breakerResetMs?: number;
  /** Calls of an endpoint class within 10 s below which its breaker never opens. Default 5. */
  readonly breakerVolume?: number;
}

/** What the gateway needs from its process. */
export interface ZendeskGatewayOptions {
  /** Opened on the schema `zendesk`. */
  readonly database: Database;
  readonly connections: ConnectionStore;
  readonly hosts: ZendeskHosts;
  readonly clock?: Clock;
  readonly listener?: ZendeskListener;
  readonly settings?: ZendeskSettings;
}

export type OpenZendeskGateway = (options: ZendeskGatewayOptions) => ZendeskGateway;
