import type { BreakerChanged } from '@parley/contracts';
import type { Transaction } from '@parley/platform';
import { noteChanges } from './change-notes';
import { rowSet } from './row-set';

/** Keeps the newest state of every circuit breaker; a closed one is forgotten once nothing older can come. */
export async function storeBreakers(tx: Transaction, events: readonly BreakerChanged[]): Promise<void> {
  const newest = new Map<string, BreakerChanged>();
  for (const event of events) {
    const { organizationId, endpointClass, process, version } = event.data;
    const key = JSON.stringify([organizationId, endpointClass, process]);
    if ((newest.get(key)?.data.version ?? -1) <= version) newest.set(key, event);
  }
  if (newest.size === 0) return;
  const set = rowSet('b', [...newest.values()], {
    organization_id: ['text', ({ data }) => data.organizationId],
    endpoint_class: ['text', ({ data }) => data.endpointClass],
    process: ['text', ({ data }) => data.process],
    state: ['text', ({ data }) => data.state],
    version: ['bigint', ({ data }) => data.version],
  });
  await tx.query(
    `insert into breaker as b (${set.names}, since, told_at) select *, now(), now() from ${set.from}
     on conflict (organization_id, endpoint_class, process) do update set state = excluded.state, version = excluded.version,
       since = case when b.state = 'closed' then excluded.since else b.since end, told_at = excluded.told_at
     where b.version < excluded.version`,
    set.parameters,
  );
  await noteChanges(
    tx,
    [...newest.values()].map(({ data: { organizationId: id } }) => ({
      kind: 'organization',
      id,
      organizationId: id,
    })),
  );
  await tx.query(`delete from breaker where told_at < now() - interval '1 day'`);
}
