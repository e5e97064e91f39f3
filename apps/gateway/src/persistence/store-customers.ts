import type { CustomerEvent } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Transaction } from '@parley/platform';
import { lockKnownConversations, refreshStates } from './conversation-states';
import { holdingCustomers } from './customer-lock';
import { rowSet } from './row-set';

/** Writes what customer-service found out, by version, and the state of every conversation that asks for one of these requesters. */
export async function storeCustomers(
  tx: Transaction,
  events: readonly DecodedEvent<CustomerEvent>[],
): Promise<void> {
  const newest = new Map<string, DecodedEvent<CustomerEvent>>();
  for (const decoded of events) {
    const { organizationId, requesterKey, version } = decoded.event.data;
    const key = JSON.stringify([organizationId, requesterKey]);
    if ((newest.get(key)?.event.data.version ?? -1) < version) newest.set(key, decoded);
  }
  const rows = [...newest.values()];
  await holdingCustomers(tx);
  await upsert(tx, rows);
  const ids = await conversationsOf(tx, rows);
  await lockKnownConversations(tx, ids);
  await refreshStates(tx, ids);
}

async function upsert(tx: Transaction, rows: readonly DecodedEvent<CustomerEvent>[]): Promise<void> {
  const set = rowSet('c', rows, {
    organization_id: ['text', ({ event }) => event.data.organizationId],
    requester_key: ['text', ({ event }) => event.data.requesterKey],
    zendesk_user_id: ['bigint', ({ event }) => event.data.zendeskUserId ?? null],
    reason: ['text', ({ event }) => ('reason' in event.data ? event.data.reason : null)],
    candidates: [
      'text',
      ({ event }) => ('candidates' in event.data ? JSON.stringify(event.data.candidates) : null),
    ],
    since: ['timestamptz', ({ record }) => new Date(record.timestamp)],
    version: ['bigint', ({ event }) => event.data.version],
  });
  await tx.query(
    `insert into customer as c (${set.names}) select * from ${set.from}
     on conflict (organization_id, requester_key) do update set zendesk_user_id = excluded.zendesk_user_id,
       reason = excluded.reason, candidates = excluded.candidates, since = excluded.since, version = excluded.version
     where c.version < excluded.version`,
    set.parameters,
  );
}

async function conversationsOf(
  tx: Transaction,
  rows: readonly DecodedEvent<CustomerEvent>[],
): Promise<readonly string[]> {
  const set = rowSet('c', rows, {
    organization_id: ['text', ({ event }) => event.data.organizationId],
    requester_key: ['text', ({ event }) => event.data.requesterKey],
  });
  const found = await tx.query<{ readonly conversation_id: string }>(
    `select distinct t.conversation_id from sync_target t join ${set.from}
     on c.organization_id = t.organization_id and c.requester_key = t.requester_key`,
    set.parameters,
  );
  return found.map(({ conversation_id }) => conversation_id);
}
