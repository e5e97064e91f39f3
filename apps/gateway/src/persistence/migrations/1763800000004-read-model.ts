import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What people ask about conversations. One table for each topic's facts, merged by version or position, so that arrival order
 * does not matter; `conversation.state` and `.reason` are computed from them under the row's lock.
 */
export class ReadModel1763800000004 implements MigrationInterface {
  readonly name = 'ReadModel1763800000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(DECISIONS);
    await runner.query(OUTCOMES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table log_event, conversation, gate_report, sync_target, lane, ticket, customer, timeline_entry',
    );
  }
}

const FACTS = `
  create table conversation (
    id text primary key,
    account_id text,
    contact_id text not null,
    organization_id text,
    closed boolean not null default false,
    state text not null default 'held',
    reason text,
    epoch integer,
    partition integer,
    "offset" bigint,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
  );
  create index conversation_by_age on conversation (last_seen_at, id);
  create index conversation_by_organization on conversation (organization_id, last_seen_at, id);
  create index conversation_by_account on conversation (account_id, last_seen_at, id);
  create index conversation_by_contact on conversation (contact_id, last_seen_at, id);
  create index conversation_by_state on conversation (state, last_seen_at, id);
  create index conversation_by_reason on conversation (reason, last_seen_at, id);
  create index conversation_by_id_text on conversation (id text_pattern_ops);
  create table log_event (
    hash bytea primary key,
    source text not null,
    id text not null,
    type text not null,
    conversation_id text,
    contact_id text,
    epoch integer not null,
    partition integer not null,
    "offset" bigint not null,
    at timestamptz not null,
    happened_at timestamptz,
    duplicates integer not null default 0,
    summary text not null
  );
  create index log_event_by_conversation on log_event (conversation_id, at);
  create index log_event_by_contact on log_event (contact_id, at) where conversation_id is null;`;

const DECISIONS = `
  create table gate_report (
    conversation_id text primary key,
    organization_id text,
    version bigint not null,
    at timestamptz not null,
    reason text,
    gates text not null
  );
  create table sync_target (
    ticket_key uuid primary key,
    conversation_id text not null,
    organization_id text not null,
    mode text not null,
    requester_key text not null,
    frozen boolean not null,
    version bigint not null,
    fired_at timestamptz not null,
    trigger_source text not null,
    trigger_id text not null,
    epoch integer not null,
    partition integer not null,
    "offset" bigint not null
  );
  create index sync_target_by_conversation on sync_target (conversation_id, version desc);
  create index sync_target_by_requester on sync_target (organization_id, requester_key);`;

const OUTCOMES = `
  create table lane (
    ticket_key uuid primary key,
    conversation_id text not null,
    organization_id text not null,
    state text not null check (state in ('open', 'held', 'parked')),
    reason text,
    since timestamptz not null,
    version bigint not null
  );
  create index lane_by_conversation on lane (conversation_id);
  create index lane_parked on lane (since, ticket_key) where state = 'parked';
  create table ticket (
    ticket_key uuid not null,
    generation integer not null,
    conversation_id text not null,
    organization_id text not null,
    zendesk_ticket_id bigint not null,
    status text,
    version bigint not null,
    epoch integer not null,
    partition integer not null,
    "offset" bigint not null,
    primary key (ticket_key, generation)
  );
  create index ticket_by_conversation on ticket (conversation_id);
  create index ticket_by_zendesk_id on ticket (zendesk_ticket_id);
  create table customer (
    organization_id text not null,
    requester_key text not null,
    zendesk_user_id bigint,
    reason text,
    since timestamptz not null,
    version bigint not null,
    primary key (organization_id, requester_key)
  );
  create table timeline_entry (
    id uuid primary key,
    conversation_id text not null,
    at timestamptz not null,
    kind text not null,
    version bigint not null,
    body text not null
  );
  create index timeline_entry_by_conversation on timeline_entry (conversation_id, at);
`;
