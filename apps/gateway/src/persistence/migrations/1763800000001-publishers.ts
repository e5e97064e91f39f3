import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Publishers, and what each has used of its allowance in the current minute. */
export class Publishers1763800000001 implements MigrationInterface {
  readonly name = 'Publishers1763800000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table publisher (
        id uuid primary key,
        name text not null,
        token_hash bytea not null unique,
        source_prefix text,
        id_prefix text,
        events_per_minute integer check (events_per_minute > 0),
        created_at timestamptz not null default now(),
        created_by text not null
      );
      create index publisher_by_name on publisher (name, id);
      create table publisher_usage (
        publisher_id uuid primary key references publisher on delete cascade,
        minute timestamptz not null,
        taken integer not null
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table publisher_usage, publisher');
  }
}
