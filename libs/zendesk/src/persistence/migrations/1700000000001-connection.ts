import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Connected Zendesk accounts and their sealed tokens. */
export class ZendeskConnection1700000000001 implements MigrationInterface {
  readonly name = 'ZendeskConnection1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE connection (
        organization_id text PRIMARY KEY,
        url text NOT NULL,
        state text NOT NULL CHECK (state IN ('active', 'unauthorised', 'disconnected')),
        connected_user_id bigint NOT NULL,
        sealed_access_token text NOT NULL,
        token_version bigint NOT NULL CHECK (token_version > 0),
        connected_at timestamptz NOT NULL DEFAULT now(),
        state_changed_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE connection');
  }
}
