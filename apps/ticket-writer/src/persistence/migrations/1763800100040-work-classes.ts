import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Five classes of work instead of three. What a lane with a ticket waits for is told anew whenever it changes. */
export class WorkClasses1763800100040 implements MigrationInterface {
  readonly name = 'WorkClasses1763800100040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`update lane set work_class = work_class * 2 where work_class in (1, 2)`);
    // How far an organization is behind is counted on it, and so is what may be claimed.
    await runner.query(`
      alter table lane add constraint lane_work_class check (work_class between 0 and 4)`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
