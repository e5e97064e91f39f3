import { configureLogging } from '@parley/platform';
import { startKafka, type TestKafka } from '@parley/testing';
import { KafkaEventLog } from '../src';
import { numbered } from './support/keys';
import { readAll } from './support/read-all';
import { TestTopics } from './support/test-topics';

configureLogging({ level: 'silent' });

const PATIENCE_MS = 300_000;

/** A broker of this spec's own, which nobody has asked for a consumer group yet. */
describe('reading a stretch again', () => {
  let kafka: TestKafka;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    kafka = await startKafka();
    closers.push(() => kafka.stop());
  }, PATIENCE_MS);

  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  }, PATIENCE_MS);

  it(
    'waits for the group coordinator of a broker that is new, and of one that starts again',
    async () => {
      const topics = new TestTopics([kafka.brokers], 'again.');
      const log = new KafkaEventLog({ brokers: [kafka.brokers], clientId: 'again', maxWaitMs: 50 });
      closers.push(() => log.close());
      const topic = await topics.create(4);
      const producer = log.producer();
      const sent = numbered(topic, 'contact-0', 50);
      await producer.send(sent);
      await producer.close();
      const stretch = { topic, partition: 0 };
      expect(await readAll(log, stretch, 49)).toHaveLength(50);

      await kafka.kill();
      await kafka.restart();
      const readings = Array.from({ length: 6 }, () => readAll(log, stretch, 49));
      for (const records of await Promise.all(readings))
        expect(records.map(({ value }) => value?.toString())).toEqual(sent.map(({ value }) => value));
      await topics.drop();
    },
    PATIENCE_MS,
  );
});
