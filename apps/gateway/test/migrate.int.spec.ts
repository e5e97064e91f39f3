import { topicName } from '@parley/contracts';
import { InstallationMismatchError } from '@parley/event-log';
import { Database, readConfig } from '@parley/platform';
import { sharedKafkaBrokers, testDatabase, testTopicPrefix } from '@parley/testing';
import type { TestDatabase } from '@parley/testing';
import { MIGRATE_SETTINGS } from '../src/config';
import { installationTopics } from '../src/installation';
import { migrate } from '../src/migrate';

describe('migrate', () => {
  let database: TestDatabase;
  const prefix = testTopicPrefix();
  const settings = (change: Record<string, string> = {}) =>
    readConfig(MIGRATE_SETTINGS, {
      KAFKA_BROKERS: sharedKafkaBrokers(),
      DATABASE_URL: database.url,
      PARLEY_TOPIC_PREFIX: prefix,
      PARLEY_PARTITIONS: '2',
      ...change,
    });

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('makes every topic and schema, also when two replicas run it at once, and nothing the next time', async () => {
    const created = await Promise.all([migrate(settings()), migrate(settings())]);
    const names = installationTopics(prefix, 2).map(({ name }) => name);
    expect(new Set(created.flat())).toEqual(new Set(names));
    expect(names).toContain(topicName(prefix, 'conversationEvents'));
    expect(await migrate(settings())).toEqual([]);
    const store = await Database.open({
      url: database.url,
      schema: 'gateway',
      applicationName: 'test',
      migrations: [],
    });
    const tables = await store.query<{ count: string }>(
      `select count(*) from information_schema.tables where table_schema in ('gateway', 'zendesk')`,
    );
    expect(Number(tables[0]!.count)).toBeGreaterThan(15);
    await store.close();
  });

  it.each([
    ['number of partitions', { PARLEY_PARTITIONS: '3' }],
    ['topic prefix', { PARLEY_TOPIC_PREFIX: 'somewhere.else.' }],
  ])('refuses another %s than the installation was made with', async (_what, change) => {
    await expect(migrate(settings(change))).rejects.toBeInstanceOf(InstallationMismatchError);
  });
});
