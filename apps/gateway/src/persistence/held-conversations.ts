import { MOST_COUNTED_CONVERSATIONS } from '@parley/contracts';
import type { HeldConversations } from '@parley/contracts';
import type { Database } from '@parley/platform';

/**
 * Conversations of an account that are not closed upstream, and what the account's switch keeps from them: a first ticket, which is
 * ready where the gate of the trigger stands open already, or what has happened since the last firing. A frozen ticket is never
 * touched again (T6).
 */
const COUNT = `
  select count(*)::integer as total,
    (count(*) filter (where w.fired))::integer as catch_up,
    (count(*) filter (where not w.fired and r.gates::jsonb @? '$[*] ? (@.gate == "trigger" && @.open == true)'))::integer as ready
  from (
    select c.id, t.conversation_id is not null as fired
    from conversation c
    left join lateral (
      select conversation_id, epoch, "offset", frozen from sync_target
      where conversation_id = c.id and organization_id = $1 order by version desc limit 1) t on true
    where c.account_id = $2 and c.closed_at is null
      and (t.conversation_id is null or not t.frozen and (c.epoch, c."offset") > (t.epoch, t."offset"))
    limit $3) w
  left join gate_report r on r.conversation_id = w.id`;

/** What opening an account would let through, before it is opened (T11). */
export async function countHeldConversations(
  database: Pick<Database, 'query'>,
  organizationId: string,
  accountId: string,
): Promise<HeldConversations> {
  const [row] = await database.query<{
    readonly total: number;
    readonly catch_up: number;
    readonly ready: number;
  }>(COUNT, [organizationId, accountId, MOST_COUNTED_CONVERSATIONS]);
  return { ready: row?.ready ?? 0, catchUp: row?.catch_up ?? 0, total: row?.total ?? 0 };
}
