import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The users among whom somebody has to choose (C3), and an index for the list of those who wait for it. */
export class Candidates1763800000005 implements MigrationInterface {
  readonly name = 'Candidates1763800000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table customer add candidates text');
    await runner.query(
      `create index customer_ambiguous on customer (since) where reason = 'customer-ambiguous'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index customer_ambiguous');
    await runner.query('alter table customer drop candidates');
  }
}
