import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of decisions while it waits for the events that came before each. In the fresh schema of a rebuild alone. */
export class RecordedSteps1700000010901 implements MigrationInterface {
  readonly name = 'RecordedSteps1700000010901';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table recorded_step (
        conversation_id text collate "C" not null,
        contact_id text collate "C" not null,
        version bigint not null,
        place integer not null,
        epoch integer not null,
        log_offset bigint not null,
        what text not null,
        taken boolean not null default false,
        primary key (conversation_id, version, place)
      )`);
    await runner.query(
      `create index recorded_step_due on recorded_step (conversation_id, contact_id, epoch, log_offset)
       where not taken`,
    );
    await runner.query(`
      create table recorded_owner (
        conversation_id text collate "C" primary key,
        contact_id text collate "C" not null
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
