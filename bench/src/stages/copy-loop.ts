import { durableProducer, kafkaClient } from '../load';
import { stageEnvironment } from './environment';

/**
 * The baseline of the evaluator stage: a plain kafkajs loop that reads each batch, parses and serialises every message and
 * sends it to another topic, durably, one send in flight. It decides nothing and stores nothing.
 */
async function main(): Promise<void> {
  const { brokers, input, output, group } = stageEnvironment();
  const kafka = kafkaClient(brokers, group);
  const producer = durableProducer(kafka);
  const consumer = kafka.consumer({ groupId: group, maxBytesPerPartition: 1_048_576 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topics: [input], fromBeginning: true });
  process.once('SIGTERM', () => void Promise.all([consumer.disconnect(), producer.disconnect()]));
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, uncommittedOffsets }) => {
      // 2,000 messages of this load stay below the broker's 1 MB limit of one record batch.
      for (let start = 0; start < batch.messages.length; start += 2_000) {
        const messages = batch.messages.slice(start, start + 2_000).map((message) => ({
          key: message.key,
          value: JSON.stringify(JSON.parse(message.value?.toString() ?? 'null')),
          headers: message.headers ?? {},
        }));
        await producer.send({ topic: output, acks: -1, messages });
      }
      resolveOffset(batch.lastOffset());
      await commitOffsetsIfNecessary(uncommittedOffsets());
      await heartbeat();
    },
  });
}

void main();
