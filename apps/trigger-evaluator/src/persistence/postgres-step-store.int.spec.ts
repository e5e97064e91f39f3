import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { describeStepStore } from '../../test/step-store.conformance';
import { MIGRATIONS } from './migrations';
import { RecordedSteps1700000010901 } from './migrations/1700000010901-recorded-steps';
import { PostgresStepStore } from './postgres-step-store';

let made: TestDatabase;
let database: Database;

beforeAll(async () => {
  made = await testDatabase();
  database = await Database.open({
    url: made.url,
    schema: 'evaluator_rebuild',
    applicationName: 'spec',
    migrations: [...MIGRATIONS, RecordedSteps1700000010901],
  });
  await database.migrate();
});

afterAll(async () => {
  await database.close();
  await made.drop();
});

describeStepStore('in Postgres', async () => {
  await database.query('truncate recorded_step, recorded_owner');
  return { store: new PostgresStepStore(), transaction: (work) => database.transaction(work) };
});
