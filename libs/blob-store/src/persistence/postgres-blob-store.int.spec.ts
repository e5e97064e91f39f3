import { Database } from '@parley/platform';
import { testDatabase, type TestDatabase } from '@parley/testing';
import { describeBlobStore } from '../../test/blob-store-suite';
import { BLOB_SCHEMA, blobMigrations } from './migrations';
import { PostgresBlobStore } from './postgres-blob-store';

let owned: TestDatabase;
let database: Database;

beforeAll(async () => {
  owned = await testDatabase();
  database = await Database.open({
    url: owned.url,
    schema: BLOB_SCHEMA,
    applicationName: 'blob-store-spec',
    migrations: blobMigrations,
  });
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  await owned.drop();
});

describeBlobStore('blobs in Postgres', async () => {
  await database.query('truncate blob');
  return {
    store: new PostgresBlobStore(database),
    age: async (days) => {
      await database.query(`update blob set stored_at = stored_at - $1 * interval '1 day'`, [days]);
    },
  };
});
