/**
 * An upstream producer as another team would write it: a process of its own that knows nothing of Parley and puts each key where
 * librdkafka does by default, at the CRC32 of the key, which is mostly another partition than Java's murmur2 gives.
 * Takes brokers, topic and number of partitions as arguments, and messages as JSON lines on its input.
 */
import { crc32 } from 'node:zlib';
import { text } from 'node:stream/consumers';
import kafkajs from 'kafkajs';

const [, , brokers, topic, partitions] = process.argv;
const lines = (await text(process.stdin)).split('\n').filter((line) => line !== '');
const messages = lines.map((line) => {
  const { key, value, headers } = JSON.parse(line);
  return { key, value: value === null ? null : Buffer.from(value, 'base64'), headers };
});
const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
const producer = kafka.producer({
  allowAutoTopicCreation: false,
  createPartitioner:
    () =>
    ({ message }) =>
      crc32(message.key) % Number(partitions),
});
await producer.connect();
await producer.send({ topic, acks: -1, messages });
await producer.disconnect();
