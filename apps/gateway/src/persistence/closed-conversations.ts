import type { ClosedConversations } from '@parley/contracts';
import type { Database } from '@parley/platform';

/**
 * Closed conversations of an account without a ticket in the organization. One is ready when its trigger is complete: the gate of
 * the trigger stands open already, or only the closing shuts it; other gates open with the account.
 */
const COUNT = `
  select count(*)::integer as total,
    (count(*) filter (where r.gates::jsonb @? '$[*] ? (@.gate == "trigger" && (@.open == true || @.reason == "closed-before-opening"))'))::integer as ready
  from conversation c left join gate_report r on r.conversation_id = c.id
  where c.account_id = $2 and c.closed_at >= $3::timestamptz
    and not exists (select from sync_target t where t.conversation_id = c.id and t.organization_id = $1)`;

/** How many closed conversations a date would bring along (T11). */
export async function countClosedConversations(
  database: Pick<Database, 'query'>,
  organizationId: string,
  accountId: string,
  since: string,
): Promise<ClosedConversations> {
  const [row] = await database.query<{ readonly total: number; readonly ready: number }>(COUNT, [
    organizationId,
    accountId,
    since,
  ]);
  return { since, ready: row?.ready ?? 0, total: row?.total ?? 0 };
}
