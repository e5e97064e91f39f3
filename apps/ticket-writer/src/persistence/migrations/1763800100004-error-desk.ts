import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people order for parked lanes, and which comment shows which facts. */
export class ErrorDesk1763800100004 implements MigrationInterface {
  readonly name = 'ErrorDesk1763800100004';

  async up(runner: QueryRunner): Promise<void> {
    // `parked_effect` is what letting the lane go would skip; `remade` stands until a deleted ticket was looked for again.
    await runner.query(`
      alter table lane add column parked_effect uuid, add column remade boolean not null default false`);
    await runner.query(`
      alter table effect add column shows text, drop constraint effect_state_check,
        add constraint effect_state_check
          check (state in ('in-flight', 'done', 'released', 'rejected', 'unknown', 'ignored'))`);
    await runner.query(
      `create index effect_showing on effect (ticket_key, sequence) where shows is not null`,
    );
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
