import type { EventLog, LogRecord, TopicPartition } from '../../src';

/** The records of a partition from its beginning through an offset. */
export async function readAll(
  log: EventLog,
  partition: TopicPartition,
  throughOffset: number,
): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  await log.reader.read({ ...partition, fromOffset: 0, throughOffset }, (record) => records.push(record));
  return records;
}
