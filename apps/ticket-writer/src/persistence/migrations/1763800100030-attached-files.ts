import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which files in Zendesk came with which message, so that a deletion can redact them with its text (K13). */
export class AttachedFiles1763800100030 implements MigrationInterface {
  readonly name = 'AttachedFiles1763800100030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table attachment add column attachment_id bigint');
    await runner.query(`
      create table attached_file (
        ticket_key uuid not null references lane,
        epoch integer not null,
        log_offset bigint not null,
        attachment_id bigint not null,
        primary key (ticket_key, epoch, log_offset, attachment_id)
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
