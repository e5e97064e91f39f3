import type { Transaction } from '@parley/platform';

/** Which targets are looked at again. */
export interface MovedTargets {
  readonly ticketKeys?: readonly string[];
  readonly conversationIds?: readonly string[];
}

/**
 * Notes since when a ticket that should get further does not, or that it has arrived. `hasMoved` starts the time anew: it says for how
 * long nothing happened, not how long a busy conversation has been one message behind. The conversations must be locked.
 */
export async function noteBehind(tx: Transaction, moved: MovedTargets, hasMoved: boolean): Promise<void> {
  await tx.query(
    `update sync_target s set behind_since = n.since
     from (
       select ticket_key, case
         when exists (select from ticket t where t.ticket_key = k.ticket_key and (t.epoch, t."offset") >= (k.epoch, k."offset")) then null
         when $3 then now()
         else coalesce(k.behind_since, now()) end as since
       from sync_target k where k.ticket_key = any($1::uuid[]) or k.conversation_id = any($2::text[])
     ) n
     where s.ticket_key = n.ticket_key and s.behind_since is distinct from n.since`,
    [moved.ticketKeys ?? [], moved.conversationIds ?? [], hasMoved],
  );
}
