import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each organization's tickets are behind, as ticket-writer told last. */
export class Backlogs1763800000030 implements MigrationInterface {
  readonly name = 'Backlogs1763800000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table organization_backlog (
        organization_id text primary key,
        version bigint not null,
        backlog jsonb not null
      ) with (fillfactor = 50)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table organization_backlog');
  }
}
