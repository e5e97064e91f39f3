import { randomUUID } from 'node:crypto';
import { eventually } from '@parley/testing';
import { Kafka, logLevel } from 'kafkajs';
import { theStack } from './stack';

/** A dead letter: the message as it was, and what was wrong with it. */
export interface DeadLetter {
  readonly key: string | undefined;
  readonly value: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Waits until a consumer group (its full id) has put a message aside that `matches`; gives it. */
export async function deadLetterOf(
  group: string,
  matches: (letter: DeadLetter) => boolean,
): Promise<DeadLetter> {
  const { kafkaBrokers } = theStack();
  const kafka = new Kafka({
    clientId: 'e2e-reader',
    brokers: kafkaBrokers.split(','),
    logLevel: logLevel.NOTHING,
  });
  const consumer = kafka.consumer({ groupId: `e2e-${randomUUID()}` });
  const letters: DeadLetter[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic: `${group}.dlq`, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: ({ message: { key, value, headers = {} } }) => {
      const texts = Object.entries(headers).map(([name, header]) => [name, String(header)]);
      letters.push({ key: key?.toString(), value: value?.toString(), headers: Object.fromEntries(texts) });
      return Promise.resolve();
    },
  });
  try {
    return await eventually(() => letters.find(matches), {
      describe: `a dead letter of ${group}`,
      timeoutMs: 45_000,
    });
  } finally {
    await consumer.disconnect();
  }
}
