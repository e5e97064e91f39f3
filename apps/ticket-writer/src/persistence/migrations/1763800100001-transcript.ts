import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The facts of conversations, and how far each partition of the log of record was followed. */
export class Transcript1763800100001 implements MigrationInterface {
  readonly name = 'Transcript1763800100001';

  async up(runner: QueryRunner): Promise<void> {
    // `amendment` is 0 for a message itself, so one index keeps each message once and finds what was said about it later.
    await runner.query(`
      create table transcript (
        conversation_id text not null,
        contact_id text not null,
        epoch integer not null,
        log_offset bigint not null,
        partition integer not null,
        kind text not null,
        message_id text,
        amendment bigint,
        from_contact boolean not null default false,
        body text not null,
        traceparent text,
        primary key (conversation_id, contact_id, epoch, log_offset),
        check ((message_id is null) = (amendment is null))
      )`);
    await runner.query(`
      create unique index transcript_message on transcript (conversation_id, contact_id, message_id, amendment)
        where message_id is not null`);
    // Names as of any place of the log, so that a late first write has the subject of a prompt one.
    await runner.query(`
      create table contact_name (
        contact_id text not null,
        epoch integer not null,
        log_offset bigint not null,
        name text,
        handle text,
        primary key (contact_id, epoch, log_offset)
      )`);
    await runner.query(`
      create table frontier (
        partition integer primary key,
        epoch integer not null,
        next_offset bigint not null
      )`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
