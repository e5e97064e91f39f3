import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of the attachments of messages that are not in Zendesk yet (K12), and where inline files are used. */
export class Attachments1763800100010 implements MigrationInterface {
  readonly name = 'Attachments1763800100010';

  async up(runner: QueryRunner): Promise<void> {
    // A row lives from the first try until the comment of its message is in Zendesk.
    await runner.query(`
      create table attachment (
        ticket_key uuid not null references lane,
        epoch integer not null,
        log_offset bigint not null,
        partition integer not null,
        ordinal integer not null,
        state text not null default 'trying' check (state in ('trying', 'uploaded', 'left-out')),
        tries integer not null default 1,
        refusals integer not null default 0,
        not_before timestamptz,
        token text,
        usable_until timestamptz,
        size bigint,
        size_limit bigint,
        fault text,
        primary key (ticket_key, epoch, log_offset, ordinal)
      )`);
    // Which messages came with inline files, so that none is removed that a lane still needs.
    await runner.query(`
      create table blob_use (
        sha256 text not null,
        conversation_id text not null,
        contact_id text not null,
        epoch integer not null,
        log_offset bigint not null,
        primary key (sha256, conversation_id, contact_id, epoch, log_offset)
      )`);
    await runner.query(`create index lane_by_conversation on lane (conversation_id, contact_id)`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
