import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Positions, seen events, outbox, parked contacts and the installation's facts, in the service's own schema. */
export class EventLogTables1700000000001 implements MigrationInterface {
  readonly name = 'EventLogTables1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    // Updated once a batch: room on the page keeps the update from touching the index.
    await runner.query(`
      create table position (
        consumer_group text not null,
        topic text not null,
        partition integer not null,
        epoch integer not null default 0,
        next_offset bigint not null,
        last_offset bigint,
        fingerprint uuid,
        revision integer not null default 0,
        updated_at timestamptz not null default clock_timestamp(),
        primary key (consumer_group, topic, partition),
        check ((last_offset is null) = (fingerprint is null))
      ) with (fillfactor = 50)`);
    await runner.query(`create table seen (hash uuid primary key)`);
    await runner.query(`
      create table outbox (
        id bigint generated always as identity primary key,
        transaction_id xid8 not null default pg_current_xact_id(),
        source text not null,
        messages text not null,
        created_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query(`create index outbox_by_source on outbox (source, id)`);
    await runner.query(`
      create table parked_contact (
        consumer_group text not null,
        topic text not null,
        partition integer not null,
        contact_key text not null,
        epoch integer not null,
        from_offset bigint not null,
        through_offset bigint not null,
        code text not null,
        detail text not null,
        parked_at timestamptz not null default clock_timestamp(),
        primary key (consumer_group, topic, partition, contact_key)
      )`);
    await runner.query(`
      create table installation (
        singleton boolean primary key default true check (singleton),
        cluster_id text not null,
        prefix text not null,
        partitions integer not null,
        recorded_at timestamptz not null default clock_timestamp()
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
