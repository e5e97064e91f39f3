import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Token buckets shared by all replicas. `state` is the small document of budget/bucket.ts; `version` is what replicas compare before they write.
 * Rows are rewritten about once a second while in use: room is left in each page, so that an update stays in its page (HOT) and vacuum has little to do.
 */
export class ZendeskBudget1700000000002 implements MigrationInterface {
  readonly name = 'ZendeskBudget1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE budget_bucket (
        organization_id text NOT NULL,
        bucket text NOT NULL,
        state jsonb NOT NULL,
        version bigint NOT NULL,
        touched_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, bucket)
      ) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE budget_bucket');
  }
}
