import { configureLogging, type Database } from '@parley/platform';
import { sharedKafkaBrokers, testTopicPrefix } from '@parley/testing';
import { ConfigResourceTypes } from 'kafkajs';
import {
  describeInstallation,
  ensureTopics,
  type Installation,
  InstallationMismatchError,
  recordInstallation,
  verifyInstallation,
} from '../src';
import { withAdmin } from '../src/kafka/with-admin';
import { tallyDatabase } from './support/tally-service';

configureLogging({ level: 'silent' });

describe('an installation', () => {
  const brokers = [sharedKafkaBrokers()];
  const prefix = testTopicPrefix();
  let database: Database;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const made = await tallyDatabase();
    database = await made.open();
    drop = made.test.drop;
  });

  afterAll(async () => {
    await database.close();
    await drop();
    await withAdmin(brokers, async (admin) => {
      const names = await admin.listTopics();
      await admin.deleteTopics({ topics: names.filter((name) => name.startsWith(prefix)) });
    });
  });

  const topic = (name: string, partitions = 3) => ({
    name: prefix + name,
    partitions,
    cleanup: 'delete' as const,
    retentionMs: 86_400_000,
  });
  const configuration = async (name: string): Promise<Record<string, string>> => {
    const { resources } = await withAdmin(brokers, (admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: prefix + name }],
      }),
    );
    const entries = resources[0]?.configEntries ?? [];
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
  };

  it('gets the topics it lacks, and no topic twice', async () => {
    expect(await ensureTopics({ brokers, topics: [topic('one')] })).toEqual([`${prefix}one`]);
    expect(await ensureTopics({ brokers, topics: [topic('one'), topic('two')] })).toEqual([`${prefix}two`]);
    expect(await configuration('two')).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': '86400000',
      'compression.type': 'uncompressed',
    });
  });

  it('gets compacted topics, and room for large dead letters', async () => {
    const compacted = { ...topic('compacted'), cleanup: 'compact' as const, retentionMs: -1 };
    await ensureTopics({ brokers, topics: [compacted, { ...topic('letters'), oversize: true }] });
    expect((await configuration('compacted'))['cleanup.policy']).toBe('compact');
    const [plain, large] = await Promise.all([configuration('compacted'), configuration('letters')]);
    expect(Number(large['max.message.bytes'])).toBeGreaterThan(Number(plain['max.message.bytes']));
  });

  it('refuses a topic with another number of partitions, since keys would move', async () => {
    await ensureTopics({ brokers, topics: [topic('counted', 3)] });
    await expect(ensureTopics({ brokers, topics: [topic('counted', 6)] })).rejects.toThrow(
      new InstallationMismatchError(`Numbers of partitions differ: ${prefix}counted has 3 instead of 6`),
    );
  });

  it('is recorded once, and every service refuses to start on another', async () => {
    const installation = await describeInstallation({ brokers, prefix, partitions: 12 });
    expect(installation.clusterId).toMatch(/^.{10,}$/);
    await expect(verifyInstallation(database, installation)).rejects.toThrow(/run the migration first/);
    await recordInstallation(database, installation);
    await recordInstallation(database, installation);
    await expect(verifyInstallation(database, installation)).resolves.toBeUndefined();
    const others: [Partial<Installation>, RegExp][] = [
      [{ clusterId: 'another' }, /the cluster was/],
      [{ prefix: 'other.' }, /the topic prefix was/],
      [{ partitions: 24 }, /the number of partitions was 12 when it was made and is 24 now/],
    ];
    for (const [other, text] of others)
      await expect(verifyInstallation(database, { ...installation, ...other })).rejects.toThrow(text);
    await expect(recordInstallation(database, { ...installation, partitions: 24 })).rejects.toBeInstanceOf(
      InstallationMismatchError,
    );
  });
});
