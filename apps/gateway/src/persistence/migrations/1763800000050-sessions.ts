import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions of people who signed in. */
export class Sessions1763800000050 implements MigrationInterface {
  readonly name = 'Sessions1763800000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table session (
        token_hash bytea primary key,
        id uuid not null,
        kind text not null check (kind in ('browser', 'embedded')),
        subject text not null,
        name text,
        role text not null,
        attempt_hash bytea unique,
        created_at timestamptz not null default now(),
        last_used_at timestamptz not null default now(),
        expires_at timestamptz not null
      )`);
    await runner.query('create index session_of_signing_in on session (id)');
    await runner.query('create index session_old on session (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table session');
  }
}
