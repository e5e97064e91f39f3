import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lanes, their ledger of effects, and what decides whether a lane may work. */
export class Lanes1763800100002 implements MigrationInterface {
  readonly name = 'Lanes1763800100002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lane (
        ticket_key uuid primary key,
        organization_id text not null,
        account_id text not null,
        conversation_id text not null,
        contact_id text not null,
        mode text not null check (mode in ('A', 'B')),
        frozen boolean not null,
        partition integer not null,
        fired_epoch integer not null,
        fired_offset bigint not null,
        through_epoch integer not null,
        through_offset bigint not null,
        requester_key text not null,
        requester_email text,
        target_version bigint not null,
        traceparent text,

        generation integer not null default 0,
        ticket_id bigint,
        earlier_ticket_id bigint,
        comments integer not null default 0,
        achieved text not null,
        achieved_epoch integer,
        achieved_offset bigint,
        whole boolean not null default false,
        ticket_status text,
        ticket_requester_id bigint,
        sight text,
        stamp text,
        stamp_seen_at timestamptz,

        state text not null default 'active' check (state in ('active', 'held', 'parked')),
        reason text,
        detail text,
        state_since timestamptz not null default clock_timestamp(),
        workable boolean not null default false,
        work_class smallint not null default 0,
        behind_since timestamptz,
        not_before timestamptz,
        lease_owner text,
        lease_until timestamptz,
        epoch bigint not null default 0,
        sequence integer not null default 0,
        version bigint not null default 0,
        check (not workable or behind_since is not null)
      ) with (fillfactor = 70)`);
    await runner.query(`
      create index lane_workable on lane (organization_id, account_id, work_class, behind_since, ticket_key) where workable`);
    await runner.query(`create index lane_by_through on lane (partition, through_epoch, through_offset)`);
    await runner.query(`create index lane_by_requester on lane (organization_id, requester_key)`);
    await runner.query(`create index lane_halted on lane (organization_id, reason) where state <> 'active'`);
    await runner.query(`
      create table effect (
        id uuid primary key,
        ticket_key uuid not null references lane,
        sequence integer not null,
        epoch bigint not null,
        state text not null check (state in ('in-flight', 'done', 'released', 'rejected', 'unknown')),
        kind text not null,
        label text not null,
        call_class text not null,
        ticket_id bigint,
        generation integer not null,
        body bytea,
        after text,
        from_position text not null,
        through_position text not null,
        sent_as bigint not null,
        traceparents text not null,
        suspect boolean not null default false,
        attempts integer not null default 1,
        first_sent_at timestamptz not null default clock_timestamp(),
        ended_at timestamptz,
        reason text,
        result_ticket_id bigint,
        audit_id bigint,
        status integer,
        duration_ms double precision,
        request_id text,
        unique (ticket_key, sequence)
      )`);
    // The protocol's own guard: a lane never has two effects whose end is open.
    await runner.query(`
      create unique index effect_unfinished on effect (ticket_key) where state in ('in-flight', 'unknown')`);
    await runner.query(`create index effect_suspect on effect (ticket_key) where suspect`);
    await runner.query(`
      create table customer (
        organization_id text not null,
        requester_key text not null,
        zendesk_user_id bigint,
        blocked_reason text,
        version bigint not null default -1,
        primary key (organization_id, requester_key)
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
