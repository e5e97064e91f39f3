import type { Client } from 'pg';

/** How much the read model holds. */
export const READ_MODEL = { conversations: 1_000_000, messages: 10_000, tickets: 200_000 } as const;

/** The conversation of many messages. */
export const LONG_CONVERSATION = 'conv-long';

/** Every conversation was active a second after the one before; ids rise with age, as a platform's do. */
const CONVERSATIONS = `
  insert into gateway.conversation
    (id, account_id, contact_id, organization_id, state, reason, closed_at, epoch, partition, "offset", first_seen_at, last_seen_at)
  select 'conv-' || n, 'acc-' || n % 50, 'contact-' || n / 4, 'org-' || n % 50 % 3, s.state, s.reason,
    case when n % 2 = 0 then at end, 0, n % 12, n, at, at
  from generate_series(1, $1::integer) as n,
  lateral (select timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second' as at) t,
  lateral (select
    case when n % 1000 = 0 then 'parked' when n % 100 = 1 then 'blocked' when n % 5 = 2 then 'syncing' else 'held' end as state,
    case when n % 1000 = 0 then 'ticket-deleted' when n % 100 = 1 then 'customer-suspended' when n % 5 = 2 then null
      when n % 3 = 0 then 'not-routed' else 'not-associated' end as reason) s`;

const TICKETS = `
  insert into gateway.ticket
  select gen_random_uuid(), 0, 'conv-' || n * 5, 'org-' || n % 3, 1000 + n, 'open', 1, 0, n % 12, n
  from generate_series(1, $1::integer) as n`;

const OTHER_EVENTS = `
  insert into gateway.log_event
  select sha256(('e-' || n)::bytea), '/bench', 'e-' || n, 'parley.message.received.v1', 'conv-' || n, 'contact-' || n / 4, 0, n % 12, n,
    timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second', null, 0, 'Message'
  from generate_series(1, $1::integer) as n`;

const LONG = `
  insert into gateway.conversation (id, account_id, contact_id, organization_id, state, epoch, partition, "offset", first_seen_at, last_seen_at)
  values ('${LONG_CONVERSATION}', 'acc-1', 'contact-long', 'org-1', 'syncing', 0, 0, 1, now(), now())`;

const LONG_EVENTS = `
  insert into gateway.log_event
  select sha256(('long-' || n)::bytea), '/bench', 'long-' || n, 'parley.message.received.v1', '${LONG_CONVERSATION}', 'contact-long', 0, 0, n,
    timestamptz '2026-06-01T00:00:00Z' + n * interval '1 second', null, 0, 'Message'
  from generate_series(1, $1::integer) as n`;

const LONG_ENTRIES = `
  insert into gateway.timeline_entry
  select gen_random_uuid(), '${LONG_CONVERSATION}', timestamptz '2026-06-01T00:00:00Z' + n * interval '1 second', 'decision', n,
    '{"type":"parley.sync.requested.v1","summary":"Mode B: the ticket shall show the conversation"}'
  from generate_series(1, $1::integer) as n`;

/** Fills an empty schema of the gateway, set by set, and lets the planner know what is in it. */
export async function fillReadModel(client: Client): Promise<void> {
  const { conversations, messages, tickets } = READ_MODEL;
  await client.query(CONVERSATIONS, [conversations]);
  await client.query(TICKETS, [tickets]);
  await client.query(OTHER_EVENTS, [tickets]);
  await client.query(LONG);
  await client.query(LONG_EVENTS, [messages]);
  await client.query(LONG_ENTRIES, [messages]);
  for (const table of ['conversation', 'ticket', 'log_event', 'timeline_entry'])
    await client.query(`vacuum (analyze) gateway.${table}`);
}
