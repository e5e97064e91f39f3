import type { Transaction } from '@parley/platform';
import { CLASS_FACTS } from '../lane/lane-store';
import { LANES_CHANNEL } from './migrations';

/**
 * What a lane's next call is for, as far as its next facts tell: 0 create, 1 close, 2 public message, 3 internal note or change,
 * 4 history, unless messages wait behind it. The call itself is judged by its content; this only says whose turn it is.
 */
const WORK_CLASS = `
  case
    when k.ticket_id is null or k.ticket_status = 'closed' then 0
    when not k.whole and (k.through_epoch, k.through_offset) <= (k.fired_epoch, k.fired_offset) then 4
    else (
      select case when bool_or(t.kind = 'closed') then 1 when bool_or(t.kind = 'message') then 2 else 3 end
      from (
        select kind from transcript t
        where t.conversation_id = k.conversation_id and t.contact_id = k.contact_id
          and (t.epoch, t.log_offset) > (coalesce(k.achieved_epoch, k.fired_epoch), coalesce(k.achieved_offset, k.fired_offset))
          and (t.epoch, t.log_offset) <= (k.through_epoch, k.through_offset)
        order by t.epoch, t.log_offset limit ${CLASS_FACTS}
      ) t)
  end`;

/**
 * Whether a lane may work, from everything that decides it. The lanes' rows must be locked by an earlier statement of the
 * same transaction: whichever flow comes later then sees what the others wrote, and no wake-up is missed. Gates are not
 * in it: they stand beside the account, so that a change of configuration touches no lane.
 */
const RECOMPUTE = `
  update lane l
  set workable = now.may_work, behind_since = now.since, work_class = now.class
  from (
    select s.ticket_key, s.class, case when s.behind then coalesce(s.behind_since, clock_timestamp()) end as since,
      s.behind and s.state <> 'parked' and s.followed and s.known as may_work
    from (
      select k.ticket_key, k.state, k.behind_since,
        ${WORK_CLASS} as class,
        coalesce((f.epoch, f.next_offset) > (k.through_epoch, k.through_offset), false) as followed,
        c.zendesk_user_id is not null and c.blocked_reason is null as known,
        not k.whole
          or (k.achieved_epoch, k.achieved_offset) < (k.through_epoch, k.through_offset)
          or (k.mode = 'A' and not k.frozen and k.ticket_id is not null and k.ticket_status is distinct from 'closed'
              and c.zendesk_user_id is not null and k.ticket_requester_id is distinct from c.zendesk_user_id)
          or exists (select from effect e where e.ticket_key = k.ticket_key and e.state in ('in-flight', 'unknown'))
          as behind
      from lane k
      left join frontier f on f.partition = k.partition
      left join customer c on c.organization_id = k.organization_id and c.requester_key = k.requester_key
      where k.ticket_key = any($1::uuid[])
    ) s
  ) now
  where l.ticket_key = now.ticket_key
    and (l.workable is distinct from now.may_work or l.behind_since is distinct from now.since or l.work_class <> now.class)
  returning l.workable`;

/** Recomputes locked lanes; true when one may work now that may not have before. Other processes are told at the commit. */
export async function recompute(tx: Transaction, ticketKeys: readonly string[]): Promise<boolean> {
  if (ticketKeys.length === 0) return false;
  const changed = await tx.query<{ workable: boolean }>(RECOMPUTE, [ticketKeys]);
  const anyMayWork = changed.some(({ workable }) => workable);
  if (anyMayWork) await tx.query(`select pg_notify($1, '')`, [LANES_CHANNEL]);
  return anyMayWork;
}
