import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last routings to each team, and whether there was an e-mail: nothing of the address itself (A7). */
export class Routings1763800000070 implements MigrationInterface {
  readonly name = 'Routings1763800000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table routing (
        conversation_id text not null,
        epoch integer not null,
        "offset" bigint not null,
        team_id text not null,
        source text not null,
        id text not null,
        at timestamptz not null,
        email text check (email in ('valid', 'invalid', 'missing')),
        primary key (conversation_id, epoch, "offset")
      );
      create index routing_by_team on routing (team_id, at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table routing');
  }
}
