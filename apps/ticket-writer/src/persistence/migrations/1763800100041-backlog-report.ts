import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which backlog was told last of each organization, so that processes do not tell it twice. */
export class BacklogReport1763800100041 implements MigrationInterface {
  readonly name = 'BacklogReport1763800100041';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table backlog_report (
        organization_id text primary key,
        tickets integer not null,
        told_at timestamptz not null
      ) with (fillfactor = 50)`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
