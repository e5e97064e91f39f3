import { randomUUID } from 'node:crypto';
import { eventually } from '@parley/testing';
import { Kafka, logLevel } from 'kafkajs';
import { theStack } from './stack';

/** Everything that stands in any topic of the installation now: topic, key, headers and value of every record, as one text each. */
export async function everythingInTopics(prefix = 'parley.'): Promise<readonly string[]> {
  const { kafkaBrokers } = theStack();
  const kafka = new Kafka({
    clientId: 'e2e-reader',
    brokers: kafkaBrokers.split(','),
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
  const ends = new Map<string, number>();
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
      if (Number(high) > Number(low)) ends.set(`${topic}/${partition}`, Number(high));
  }
  await admin.disconnect();
  const records: string[] = [];
  const consumer = kafka.consumer({ groupId: `e2e-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ topic, partition, message: { key, value, headers, offset } }) => {
      const texts = Object.entries(headers ?? {}).map(([name, header]) => `${name}=${String(header)}`);
      records.push([topic, String(key), ...texts, String(value)].join(' '));
      const place = `${topic}/${partition}`;
      if (Number(offset) + 1 >= (ends.get(place) ?? 0)) ends.delete(place);
      return Promise.resolve();
    },
  });
  try {
    await eventually(() => ends.size === 0, { describe: 'every topic to be read', timeoutMs: 60_000 });
    return records;
  } finally {
    await consumer.disconnect();
  }
}
