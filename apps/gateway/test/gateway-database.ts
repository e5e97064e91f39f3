import { Database } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import { GATEWAY_MIGRATIONS, GATEWAY_SCHEMA } from '../src/persistence/migrations';

/** A gateway's migrated schema in a real database of a spec's own. */
export interface GatewayDatabase {
  readonly store: Database;
  /** Closes the connections, and drops the database. */
  readonly drop: () => Promise<void>;
}

/** Makes one. */
export async function gatewayDatabase(): Promise<GatewayDatabase> {
  const database = await testDatabase();
  const store = await Database.open({
    url: database.url,
    schema: GATEWAY_SCHEMA,
    applicationName: 'test',
    migrations: GATEWAY_MIGRATIONS,
  });
  await store.migrate();
  const drop = async (): Promise<void> => {
    await store.close();
    await database.drop();
  };
  return { store, drop };
}
