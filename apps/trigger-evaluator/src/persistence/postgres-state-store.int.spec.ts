import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { describeStateStore } from '../../test/state-store.conformance';
import { MIGRATIONS, SCHEMA } from './migrations';
import { PostgresStateStore } from './postgres-state-store';

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await testDatabase();
  database = await Database.open({
    url: made.url,
    schema: SCHEMA,
    applicationName: 'spec',
    migrations: MIGRATIONS,
  });
  await database.migrate();
});

afterAll(async () => {
  await database.close();
  await made.drop();
});

describeStateStore('in Postgres', async () => {
  await database.query('truncate contact, conversation');
  return { store: new PostgresStateStore(), transaction: (work) => database.transaction(work) };
});
