import type { Batch, KafkaMessage } from 'kafkajs';
import type { FetchedRecords } from '../consumer/partition-course';
import type { LogRecord } from '../ports/log-record';

const NO_HEADERS = {};

/** A kafkajs batch in our terms: numbers for its decimal strings, and the offsets that frame it. */
export function fetchedRecords(batch: Batch): FetchedRecords {
  const { topic, partition } = batch;
  const records = batch.messages.map((message) => recordOf(topic, partition, message));
  return {
    records,
    fetchedOffset: fetchedOffsetOf(batch),
    endOffset: Number(batch.lastOffset()) + 1,
    highWatermark: Number(batch.highWatermark),
  };
}

/** A kafkajs message as a record. */
export function recordOf(topic: string, partition: number, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: Number(message.offset),
    timestamp: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: message.headers ?? NO_HEADERS,
  };
}

/** kafkajs keeps the offset it asked for on the batch, without declaring it. */
function fetchedOffsetOf(batch: Batch): number {
  if ('fetchedOffset' in batch && typeof batch.fetchedOffset === 'string') return Number(batch.fetchedOffset);
  throw new TypeError('kafkajs gave a batch without the offset it fetched');
}
