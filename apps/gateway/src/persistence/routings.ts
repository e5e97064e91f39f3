import type {
  ConversationEvent,
  ConversationRouted,
  Position,
  RoutingView,
  SyncHeld,
  SyncRequested,
} from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';
import type { Database, Transaction } from '@parley/platform';
import { rowSet } from './row-set';

/** Routings that are kept for each team; the page shows fewer. */
const KEPT = 100;

/** What is known of the e-mail of a routing. */
export type RoutingEmail = RoutingView['email'];

/** What a decision says about the e-mail of a conversation. */
export interface EmailJudgement {
  readonly conversationId: string;
  readonly email: RoutingEmail;
  /** Where Mode B fired: a routing before it had no e-mail yet. */
  readonly firedAt?: Position;
}

/** What a decision of trigger-evaluator says about the e-mail of Mode B; undefined where it says nothing. */
export function emailJudgement({ type, data }: SyncHeld | SyncRequested): EmailJudgement | undefined {
  const { conversationId } = data;
  if (type === 'parley.sync.requested.v1') {
    if (data.mode !== 'B') return undefined;
    return {
      conversationId,
      email: data.requester.kind === 'email' ? 'valid' : 'missing',
      firedAt: data.firedAt,
    };
  }
  const trigger = data.gates.find(({ gate, mode }) => gate === 'trigger' && mode === 'B');
  if (trigger === undefined) return undefined;
  if (trigger.open) return { conversationId, email: 'valid' };
  if (trigger.reason === 'email-missing') return { conversationId, email: 'missing' };
  return trigger.reason === 'email-invalid' ? { conversationId, email: 'invalid' } : undefined;
}

type Routed = DecodedEvent<ConversationRouted & { readonly data: { readonly teamId: string } }>;

function isRouted(decoded: DecodedEvent<ConversationEvent>): decoded is Routed {
  return decoded.event.type === 'parley.conversation.routed.v1' && decoded.event.data.teamId !== null;
}

/**
 * Remembers new routings, the last {@link KEPT} of each team. Where the decision about one was read first, what it said is taken from
 * what is kept of it.
 */
export async function storeRoutings(
  tx: Transaction,
  events: readonly DecodedEvent<ConversationEvent>[],
): Promise<void> {
  const routed = events.filter(isRouted);
  if (routed.length === 0) return;
  const set = rowSet('r', routed, {
    conversation_id: ['text', ({ event }) => event.data.conversationId],
    epoch: ['integer', ({ position }) => position.epoch],
    offset: ['bigint', ({ position }) => position.offset],
    team_id: ['text', ({ event }) => event.data.teamId],
    source: ['text', ({ event }) => event.source],
    id: ['text', ({ event }) => event.id],
    at: ['timestamptz', ({ record }) => new Date(record.timestamp)],
  });
  await tx.query(
    `insert into routing (${set.names}, email)
     select r.*, case
       when t.trigger_id = r.id and t.trigger_source = r.source or t.fired_at < r.at then
         case when t.requester_key like 'email:%' then 'valid' else 'missing' end
       when g.reason in ('email-missing', 'email-invalid') then replace(g.reason, 'email-', '') end
     from ${set.from}
     left join lateral (select * from sync_target s where s.conversation_id = r.conversation_id and s.mode = 'B'
       order by version limit 1) t on true
     left join gate_report g on g.conversation_id = r.conversation_id and g.at >= r.at
     on conflict do nothing`,
    set.parameters,
  );
  await tx.query(
    `delete from routing where (conversation_id, epoch, "offset") in (
       select k.conversation_id, k.epoch, k."offset" from routing k join (
         select team_id, (select at from routing n where n.team_id = t.team_id order by at desc offset $2 limit 1) as at
         from unnest($1::text[]) t(team_id)) over on over.team_id = k.team_id and k.at <= over.at
       for update of k skip locked)`,
    [[...new Set(routed.map(({ event }) => event.data.teamId))], KEPT],
  );
}

/** Notes what decisions say about the e-mails of routings; the first word about a routing stands. The conversations must be locked. */
export async function judgeRoutings(tx: Transaction, judgements: readonly EmailJudgement[]): Promise<void> {
  const first = new Map<string, EmailJudgement>();
  for (const judgement of judgements)
    if (!first.has(judgement.conversationId)) first.set(judgement.conversationId, judgement);
  if (first.size === 0) return;
  const set = rowSet('j', [...first.values()], {
    conversation_id: ['text', ({ conversationId }) => conversationId],
    email: ['text', ({ email }) => email],
    epoch: ['integer', ({ firedAt }) => firedAt?.epoch ?? 0],
    offset: ['bigint', ({ firedAt }) => firedAt?.offset ?? 0],
  });
  await tx.query(
    `update routing r set email = case when (r.epoch, r."offset") < (j.epoch, j."offset") then 'missing' else j.email end
     from ${set.from} where r.conversation_id = j.conversation_id and r.email is null`,
    set.parameters,
  );
}

/** The last routings to a team about which something is known, newest first. */
export async function lastRoutings(
  database: Pick<Database, 'query'>,
  teamId: string,
  limit: number,
): Promise<readonly RoutingView[]> {
  const rows = await database.query<{
    readonly conversation_id: string;
    readonly source: string;
    readonly id: string;
    readonly at: Date;
    readonly email: RoutingEmail;
  }>(
    `select conversation_id, source, id, at, email from routing where team_id = $1 and email is not null
     order by at desc, "offset" desc limit $2`,
    [teamId, limit],
  );
  return rows.map(({ conversation_id: conversationId, source, id, at, email }) => ({
    conversationId,
    event: { source, id },
    at: at.toISOString(),
    email,
  }));
}
