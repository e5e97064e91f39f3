import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the live console is made of: what came in and went out in each minute of the last day, counted by each partition for itself,
 * so that none waits for another; and which things changed in the last minutes, by the transaction that changed them.
 */
export class Overview1763800000060 implements MigrationInterface {
  readonly name = 'Overview1763800000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table minute_count (
        minute timestamptz not null,
        what text not null,
        partition integer not null,
        count integer not null,
        primary key (minute, what, partition)
      );
      create index log_event_messages on log_event (conversation_id, epoch, "offset")
        where type in ('parley.message.received.v1', 'parley.message.sent.v1', 'parley.note.added.v1');
      create table change_note (
        id bigint generated always as identity primary key,
        transaction_id xid8 not null default pg_current_xact_id(),
        at timestamptz not null default now(),
        kind text not null,
        ids text[] not null,
        organization_ids text[] not null
      );
      create index change_note_by_transaction on change_note (transaction_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table minute_count, change_note');
    await runner.query('drop index log_event_messages');
  }
}
