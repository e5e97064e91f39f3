import { configureLogging } from '@parley/platform';
import { sharedKafkaBrokers, testTopicPrefix } from '@parley/testing';
import { KafkaEventLog } from '../src';
import { consumingBehaviour } from './conformance/consuming';
import { guardingBehaviour } from './conformance/guarding';
import type { LogUnderTest } from './conformance/log-under-test';
import { producingBehaviour } from './conformance/producing';
import { TestTopics } from './support/test-topics';

configureLogging({ level: 'silent' });

describe('the log on Kafka', () => {
  const brokers = [sharedKafkaBrokers()];
  const topics = new TestTopics(brokers, testTopicPrefix());
  const log = new KafkaEventLog({ brokers, clientId: 'conformance', maxWaitMs: 50 });
  const subject: LogUnderTest = {
    log,
    newTopic: () => topics.create(4),
    recreate: (topic) => topics.recreate(topic, 4),
    close: () => log.close(),
  };

  afterAll(async () => {
    await log.close();
    await topics.drop();
  });

  describe('producing', () => producingBehaviour(() => subject));
  describe('consuming', () => consumingBehaviour(() => subject));
  describe('guarding', () => guardingBehaviour(() => subject));
});
