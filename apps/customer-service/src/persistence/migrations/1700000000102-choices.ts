import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The users to choose among and the choice (C3); an index for looking at every customer that is known, blocked ones too (C4), by age and by user. */
export class Choices1700000000102 implements MigrationInterface {
  readonly name = 'Choices1700000000102';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE requester ADD candidates bigint[], ADD chosen_user_id bigint`);
    await runner.query(`DROP INDEX requester_checked`);
    await runner.query(`
      CREATE INDEX requester_checked ON requester (checked_at)
      WHERE zendesk_user_id IS NOT NULL AND next_attempt_at IS NULL`);
    await runner.query(`
      CREATE INDEX requester_by_user ON requester (organization_id, zendesk_user_id)
      WHERE zendesk_user_id IS NOT NULL`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
