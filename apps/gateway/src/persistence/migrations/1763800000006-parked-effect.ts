import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What letting a parked ticket go would skip, so that an order names what its giver saw. */
export class ParkedEffect1763800000006 implements MigrationInterface {
  readonly name = 'ParkedEffect1763800000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lane add column effect_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lane drop column effect_id');
  }
}
