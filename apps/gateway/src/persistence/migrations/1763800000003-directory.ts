import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the platform told about its accounts, teams and custom fields: a copy of the directory topic. */
export class Directory1763800000003 implements MigrationInterface {
  readonly name = 'Directory1763800000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table directory_entry (
        kind text not null check (kind in ('account', 'team', 'field')),
        id text not null,
        scope text not null default '',
        label text not null,
        type text,
        deleted boolean not null,
        epoch integer not null,
        "offset" bigint not null,
        primary key (kind, id, scope)
      );`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table directory_entry');
  }
}
