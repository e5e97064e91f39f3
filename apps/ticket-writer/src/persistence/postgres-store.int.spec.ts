import { describeStore } from '../../test/store-conformance';
import { PostgresWriter } from '../../test/postgres-writer';

let writer: PostgresWriter;

beforeAll(async () => {
  writer = await PostgresWriter.open();
});
afterAll(() => writer.close());

describeStore('in Postgres', async () => {
  await writer.empty();
  return {
    intake: writer.intake,
    lanes: writer.lanes,
    transcript: writer.transcript,
    agents: writer.agents,
    order: (orders) => writer.order(orders),
    attachments: writer.attachments,
    // The store's clock is Postgres's own.
    pass: async (ms) => {
      await writer.database.query(`select pg_sleep($1::float8 / 1000)`, [ms]);
    },
    age: async (ticketKey, ms) => {
      await writer.database.query(
        `update lane set behind_since = behind_since - $2 * interval '1 ms' where ticket_key = $1`,
        [ticketKey, ms],
      );
    },
    close: () => Promise.resolve(),
  };
});
