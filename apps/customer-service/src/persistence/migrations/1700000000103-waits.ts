import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The bucket of the budget that ended a requester's last try: a claim leaves it out while that bucket rests, and nobody else. */
export class Waits1700000000103 implements MigrationInterface {
  readonly name = 'Waits1700000000103';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE requester ADD waiting_for text`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
