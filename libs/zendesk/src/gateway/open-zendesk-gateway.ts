import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Database } from '@parley/platform';
import type { ConnectionStore } from '../connection/connection-store';
import type { ZendeskHosts } from '../http/zendesk-hosts';
import { TokenRefresher } from '../oauth/token-refresher';
import { PostgresBucketStore } from '../persistence/postgres-bucket-store';
import { composeGateway, type ZendeskSettings } from './compose-gateway';
import type { ZendeskGateway } from './gateway';
import type { ZendeskListener } from './listener';

/** What the gateway needs from its process. */
export interface ZendeskGatewayOptions {
  /** Opened on the schema `zendesk`. Closed by its owner, after the gateway. */
  readonly database: Database;
  readonly connections: ConnectionStore;
  readonly hosts: ZendeskHosts;
  readonly clock?: Clock;
  readonly listener?: ZendeskListener;
  readonly settings?: ZendeskSettings;
}

/** Opens the way to Zendesk for one process. */
export function openZendeskGateway(options: ZendeskGatewayOptions): ZendeskGateway {
  const { connections, database } = options;
  return composeGateway({
    ...options,
    buckets: new PostgresBucketStore(database),
    renewals: (endpoint, clock) => {
      const refresher = new TokenRefresher(connections, endpoint, clock, pause);
      return {
        refresh: (organizationId, tokenVersion) => refresher.refresh(organizationId, tokenVersion),
        due: (limit) => connections.due(limit),
      };
    },
  });
}
