import { hostname } from 'node:os';
import { derivedEventId, topicName, type ConnectionEvent } from '@parley/contracts';
import { encodeEvent, type OutboxPublisher } from '@parley/event-log';
import type { Clock, Database } from '@parley/platform';
import type { ZendeskListener } from '@parley/zendesk';

const SOURCE = '/parley/ticket-writer';
const PROCESS = `ticket-writer@${hostname()}:${process.pid}`;

/** Tells the other services what this one noticed about a connection: each through the outbox, so that it is not lost with the process. */
export function connectionListener(
  database: Pick<Database, 'query'>,
  outbox: OutboxPublisher,
  clock: Clock,
  prefix: string,
): ZendeskListener {
  const tell = async (event: ConnectionEvent): Promise<void> => {
    const { organizationId } = event.data;
    const message = encodeEvent(topicName(prefix, 'connectionEvents'), organizationId, event);
    outbox.publish(await outbox.store(database, `connection/${organizationId}`, [message]));
  };
  const envelope = (type: string, ...causes: readonly (string | number)[]) => ({
    specversion: '1.0' as const,
    id: derivedEventId(type, ...causes),
    source: SOURCE,
    time: clock.now().toISOString(),
  });
  return {
    authorizationLost: ({ organizationId, tokenVersion }) => {
      const type = 'parley.authorization.lost.v1';
      const data = { version: tokenVersion, organizationId, reason: 'token-refused' };
      return tell({ ...envelope(type, organizationId, tokenVersion), type, data });
    },
    breakerChanged: ({ organizationId, endpoint, state }) => {
      const type = 'parley.breaker.changed.v1';
      // The subject is a breaker of this very process, so its own clock orders its changes.
      const version = clock.now().getTime();
      const data = { version, organizationId, endpointClass: endpoint, state, process: PROCESS };
      return tell({ ...envelope(type, organizationId, endpoint, state, PROCESS, version), type, data });
    },
  };
}
