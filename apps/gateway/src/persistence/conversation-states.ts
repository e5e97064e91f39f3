import type { Transaction } from '@parley/platform';
import { noteChanges, noteConversations } from './change-notes';
import { rowSet } from './row-set';

/** A conversation that something derived is about; it may be heard of before the log of record told of it. */
export interface TouchedConversation {
  readonly conversationId: string;
  readonly contactId: string;
  readonly accountId?: string;
  /** Where the gates were told for one; a later report may name none, when the account was linked no more. */
  readonly organizationId?: string;
  readonly at: Date;
}

/**
 * Locks the conversations of a batch, by id, and makes rows for those not seen yet. First statement of every batch that changes
 * what the state is computed from: whoever comes second computes from what the first one committed. Which contact a conversation
 * belongs to is decided by trigger-evaluator, so what its decisions say wins.
 */
export async function lockConversations(
  tx: Transaction,
  touched: readonly TouchedConversation[],
): Promise<void> {
  const byId = new Map<string, TouchedConversation>();
  for (const conversation of touched) {
    const known = byId.get(conversation.conversationId);
    const organizationId = conversation.organizationId ?? known?.organizationId;
    const at = known?.at ?? conversation.at;
    byId.set(conversation.conversationId, {
      ...conversation,
      at,
      ...(organizationId === undefined ? {} : { organizationId }),
    });
  }
  const set = rowSet('t', [...byId.values()], {
    id: ['text', ({ conversationId }) => conversationId],
    contact_id: ['text', ({ contactId }) => contactId],
    account_id: ['text', ({ accountId }) => accountId ?? null],
    organization_id: ['text', ({ organizationId }) => organizationId ?? null],
    first_seen_at: ['timestamptz', ({ at }) => at],
    last_seen_at: ['timestamptz', ({ at }) => at],
  });
  await tx.query(
    `insert into conversation as c (${set.names}) select * from ${set.from} order by id
     on conflict (id) do update set contact_id = excluded.contact_id, account_id = coalesce(excluded.account_id, c.account_id),
       organization_id = coalesce(excluded.organization_id, c.organization_id)`,
    set.parameters,
  );
}

/** Locks conversations that are known, by id. */
export async function lockKnownConversations(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.query('select id from conversation where id = any($1::text[]) order by id for update', [ids]);
}

/** Whether a conversation waits for a person. */
const ON_ERROR_DESK = (state: string, reason: string): string =>
  `(${state} = 'parked' or ${reason} is not distinct from 'customer-ambiguous')`;

/**
 * State and reason from what is known, in order of weight: a ticket that waits for a person; a customer who cannot be used; a ticket
 * that is written and never touched again (T6); gates that shut after the last firing (a report may also say that all of them opened);
 * a ticket that a gate stops; else it goes on.
 */
const COMPUTE = `
  update conversation c set state = s.state, reason = s.reason, organization_id = coalesce(s.organization_id, c.organization_id)
  from (
    select i.id, o.state as state_before, o.reason as reason_before, coalesce(t.organization_id, g.organization_id) as organization_id,
      case when parked.reason is not null then 'parked'
        when customer.reason is not null then 'blocked'
        when t.frozen then 'frozen'
        when t.version is null or (g.version > t.version and g.reason is not null) then 'held'
        when held.reason like 'customer-%' then 'blocked'
        when held.reason is not null then 'held'
        else 'syncing' end as state,
      case when parked.reason is not null then parked.reason
        when customer.reason is not null then customer.reason
        when t.frozen then null
        when t.version is null or (g.version > t.version and g.reason is not null) then g.reason
        else held.reason end as reason
    from unnest($1::text[]) as i(id)
    join conversation o on o.id = i.id
    left join gate_report g on g.conversation_id = i.id
    left join lateral (
      select version, frozen, organization_id, requester_key from sync_target
      where conversation_id = i.id order by version desc limit 1) t on true
    left join customer on customer.organization_id = t.organization_id and customer.requester_key = t.requester_key
    left join lateral (
      select reason from lane where conversation_id = i.id and state = 'parked' order by since limit 1) parked on true
    left join lateral (
      select reason from lane where conversation_id = i.id and state = 'held' order by since limit 1) held on true
  ) s
  where c.id = s.id and (c.state, c.reason, c.organization_id)
    is distinct from (s.state, s.reason, coalesce(s.organization_id, c.organization_id))
  returning c.id, c.organization_id, ${ON_ERROR_DESK('c.state', 'c.reason')} as is_parked, ${ON_ERROR_DESK('s.state_before', 's.reason_before')} as was_parked`;

interface MovedRow {
  readonly id: string;
  readonly organization_id: string | null;
  readonly is_parked: boolean;
  readonly was_parked: boolean;
}

/** Computes state and reason of locked conversations anew, and notes that all of them changed. */
export async function refreshStates(tx: Transaction, ids: readonly string[]): Promise<void> {
  const moved = await tx.query<MovedRow>(COMPUTE, [[...new Set(ids)]]);
  await noteConversations(tx, ids);
  await noteChanges(
    tx,
    moved
      .filter(({ is_parked, was_parked }) => is_parked || was_parked)
      .map(({ id, organization_id: organizationId }) => ({ kind: 'parked', id, organizationId })),
  );
}
