import type { MigrationInterface, QueryRunner } from 'typeorm';

/** States of contacts and conversations, copies of configuration and directory, and the re-evaluations that wait. */
export class EvaluatorTables1700000010001 implements MigrationInterface {
  readonly name = 'EvaluatorTables1700000010001';

  async up(runner: QueryRunner): Promise<void> {
    // Ids are compared byte by byte: the same order everywhere, and cheaper than a language's.
    // Room on the pages keeps the updates of states from touching the indexes.
    await runner.query(`
      create table contact (
        id text collate "C" primary key,
        state text not null
      ) with (fillfactor = 80)`);
    await runner.query(`
      create table conversation (
        id text collate "C" primary key,
        contact_id text collate "C" not null,
        account_id text collate "C" not null,
        state text not null
      ) with (fillfactor = 80)`);
    await runner.query(`create index conversation_by_contact on conversation (contact_id, id)`);
    await runner.query(`create index conversation_by_account on conversation (account_id, id)`);
    await runner.query(`create table organization (id text collate "C" primary key, copy text not null)`);
    await runner.query(`create table account (id text collate "C" primary key, copy text not null)`);
    await runner.query(`
      create table configuration (
        singleton boolean primary key default true check (singleton),
        version bigint not null
      )`);
    await runner.query(`insert into configuration (version) values (0)`);
    await runner.query(`
      create table reevaluation (
        id bigint generated always as identity primary key,
        scope text not null check (scope in ('account', 'contact')),
        subject text collate "C" not null,
        reached text collate "C" not null default '',
        traceparent text,
        worked_at timestamptz,
        requested_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query(`create index reevaluation_by_subject on reevaluation (scope, subject)`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
