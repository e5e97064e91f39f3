import type { LogRecord, OutgoingMessage, PartitionBatch } from '../../src';

/** A batch as the log would hand it over, for tests that call a processor themselves. */
export function aBatch(
  group: string,
  messages: readonly OutgoingMessage[],
  place: { readonly from?: number; readonly epoch?: number; readonly partition?: number } = {},
): PartitionBatch {
  const { from = 0, epoch = 0, partition = 0 } = place;
  const records = messages.map((message, index) => recordOf(message, partition, from + index));
  const topic = messages[0]?.topic ?? 'none';
  const endOffset = from + messages.length;
  return {
    group,
    topic,
    partition,
    epoch,
    fetchedOffset: from,
    endOffset,
    records,
    highWatermark: endOffset,
  };
}

export function recordOf(
  { topic, key, value, headers }: OutgoingMessage,
  partition: number,
  offset: number,
): LogRecord {
  return {
    topic,
    partition,
    offset,
    timestamp: 1_700_000_000_000 + offset,
    key: Buffer.from(key),
    value: typeof value === 'string' ? Buffer.from(value) : value,
    headers,
  };
}
