import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a conversation was closed upstream, so that an administrator sees how many a date would bring along (T11). */
export class ClosedConversations1763800000010 implements MigrationInterface {
  readonly name = 'ClosedConversations1763800000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table conversation add column closed_at timestamptz');
    await runner.query('update conversation set closed_at = last_seen_at where closed');
    await runner.query('alter table conversation drop column closed');
    await runner.query(
      'alter table conversation add column closed boolean generated always as (closed_at is not null) stored',
    );
    await runner.query(
      'create index conversation_closed on conversation (account_id, closed_at) where closed_at is not null',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table conversation drop column closed, drop column closed_at');
    await runner.query('alter table conversation add column closed boolean not null default false');
  }
}
