import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens that expire and are renewed (A2). A connection made with a plain access token has none of it. */
export class ZendeskOAuth1700000000003 implements MigrationInterface {
  readonly name = 'ZendeskOAuth1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE connection
        ADD COLUMN client_id text,
        ADD COLUMN sealed_client_secret text,
        ADD COLUMN sealed_refresh_token text,
        ADD COLUMN expires_at timestamptz,
        ADD COLUMN refresh_at timestamptz,
        ADD COLUMN refreshing_until timestamptz,
        ADD CONSTRAINT a_refresh_token_has_its_client CHECK (sealed_refresh_token IS NULL OR client_id IS NOT NULL)`);
    await runner.query(
      `CREATE INDEX connection_due ON connection (refresh_at) WHERE state = 'active' AND refresh_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX connection_due');
    await runner.query(`
      ALTER TABLE connection
        DROP COLUMN client_id, DROP COLUMN sealed_client_secret, DROP COLUMN sealed_refresh_token,
        DROP COLUMN expires_at, DROP COLUMN refresh_at, DROP COLUMN refreshing_until`);
  }
}
