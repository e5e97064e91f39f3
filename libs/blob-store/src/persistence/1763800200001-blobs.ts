import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files by the hash of their content. */
export class Blobs1763800200001 implements MigrationInterface {
  readonly name = 'Blobs1763800200001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table blob (
        sha256 bytea primary key check (length(sha256) = 32),
        size integer not null,
        content bytea not null,
        stored_at timestamptz not null default clock_timestamp()
      )`);
    // Pictures and documents are packed already: packing them again costs time and saves nothing.
    await runner.query(`alter table blob alter column content set storage external`);
    await runner.query(`create index blob_by_age on blob (stored_at)`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
