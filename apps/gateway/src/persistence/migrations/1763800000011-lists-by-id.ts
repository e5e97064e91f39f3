import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A list that is narrowed to the beginning of an id goes by id: one index must find the beginning and give the order. */
export class ListsById1763800000011 implements MigrationInterface {
  readonly name = 'ListsById1763800000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index conversation_by_id_text');
    await runner.query('create index conversation_by_id_text on conversation (id collate "C")');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index conversation_by_id_text');
    await runner.query('create index conversation_by_id_text on conversation (id text_pattern_ops)');
  }
}
