import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was sent to the page of a Zendesk and may come back (A1). */
export class AuthorizationAttempts1763800000040 implements MigrationInterface {
  readonly name = 'AuthorizationAttempts1763800000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table authorization_attempt (
        state_hash text primary key,
        sealed_attempt text not null,
        expires_at timestamptz not null
      )`);
    await runner.query('create index authorization_attempt_old on authorization_attempt (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table authorization_attempt');
  }
}
