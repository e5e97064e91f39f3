import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which effect of a lane is known to be the newest in Zendesk, and when its ticket was first asked for: what a lane compares
 * with Zendesk, so that a database restored to an earlier time is noticed (K15).
 */
export class WrittenPlaces1763800100060 implements MigrationInterface {
  readonly name = 'WrittenPlaces1763800100060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lane add column written integer not null default 0, add column written_at timestamptz,
        add column requested_at timestamptz`);
    await runner.query(`
      update lane l set written = e.sequence, written_at = e.first_sent_at
      from (
        select distinct on (ticket_key) ticket_key, sequence, first_sent_at from effect
        where state = 'done' and kind <> 'redact' order by ticket_key, sequence desc) e
      where e.ticket_key = l.ticket_key`);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only'));
  }
}
