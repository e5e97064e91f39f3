import { Database } from '@parley/platform';
import { testDatabase } from '@parley/testing';
import { ZENDESK_SCHEMA, zendeskMigrations } from '../src/persistence/migrations';

/** A migrated database of a spec's own, and as many openings of it as replicas are wanted. */
export interface ZendeskDatabase {
  open(): Promise<Database>;
  drop(): Promise<void>;
}

export async function zendeskDatabase(): Promise<ZendeskDatabase> {
  const created = await testDatabase();
  const opened: Database[] = [];
  const open = async () => {
    const database = await Database.open({
      url: created.url,
      schema: ZENDESK_SCHEMA,
      applicationName: 'zendesk-test',
      migrations: [...zendeskMigrations],
    });
    opened.push(database);
    return database;
  };
  await (await open()).migrate();
  return {
    open,
    drop: async () => {
      for (const database of opened) await database.close();
      await created.drop();
    },
  };
}
