import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts: one open row for each cause; the messages about it, as they are sent; and what causes are read from beside the read
 * model: the circuit breakers of other processes, and since when a ticket that should get further does not.
 */
export class Alerts1763800000020 implements MigrationInterface {
  readonly name = 'Alerts1763800000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table sync_target add column behind_since timestamptz;
      create index sync_target_behind on sync_target (behind_since) where behind_since is not null;
      create index lane_parked_by_cause on lane (organization_id, reason) include (since) where state = 'parked';
      create table breaker (
        organization_id text not null,
        endpoint_class text not null,
        process text not null,
        state text not null,
        version bigint not null,
        since timestamptz not null,
        told_at timestamptz not null,
        primary key (organization_id, endpoint_class, process)
      );
      create table alert (
        id uuid primary key,
        kind text not null,
        organization_id text not null,
        reason text not null,
        count integer not null,
        since timestamptz not null,
        last_seen_at timestamptz not null,
        resolved_at timestamptz
      );
      create unique index alert_open on alert (organization_id, kind, reason) where resolved_at is null;
      create index alert_by_age on alert (since, id);
      create index alert_resolved on alert (resolved_at) where resolved_at is not null;
      create table alert_message (
        id uuid not null,
        channel text not null,
        alert_id uuid not null references alert on delete cascade,
        news text not null,
        body text not null,
        created_at timestamptz not null,
        attempts integer not null default 0,
        due_at timestamptz,
        sent_at timestamptz,
        fault text,
        primary key (id, channel)
      );
      create index alert_message_of_alert on alert_message (alert_id, channel, created_at);
      create index alert_message_due on alert_message (due_at) where due_at is not null;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table alert_message, alert, breaker');
    await runner.query('drop index lane_parked_by_cause');
    await runner.query('alter table sync_target drop column behind_since');
  }
}
