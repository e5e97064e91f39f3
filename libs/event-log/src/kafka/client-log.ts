import { createLogger } from '@parley/platform';
import { type LogEntry, logLevel } from 'kafkajs';

/** How loud a line of the Kafka client is for us. */
export type Loudness = 'debug' | 'warn';

/** What kafkajs calls an error though it answers it by trying again, and says so again if that does not help. */
const RETRIED = [
  /^Response \w+\(key: \d+, version: \d+\)$/,
  /^The group is rebalancing, re-joining$/,
  /^The coordinator is not aware of this member/,
  /^Failed to send messages: /,
  /^Limiting retries for the idempotent producer/,
  /^This server does not host this topic-partition$/,
  /^There is no leader for this topic-partition/,
];

/**
 * kafkajs reports what it retries as ERROR: a rebalance at every deploy, "coordinator is loading" on a fresh broker. Those are
 * debug lines here, other errors warnings. What matters is said by ourselves: joins, pauses, halts, and a consumer's end.
 */
export function loudnessOf(level: logLevel, message: string): Loudness {
  if (RETRIED.some((pattern) => pattern.test(message))) return 'debug';
  return level === logLevel.ERROR || level === logLevel.WARN ? 'warn' : 'debug';
}

/** A kafkajs `logCreator` that writes our structured lines. */
export function clientLog(): (level: logLevel) => (entry: LogEntry) => void {
  const logger = createLogger('kafka');
  return () => (entry) => {
    const message = textOf(entry.log.message);
    logger[loudnessOf(entry.level, message)]({ namespace: entry.namespace, ...fieldsOf(entry) }, message);
  };
}

/** kafkajs declares a text, and sometimes gives the error itself. */
function textOf(message: unknown): string {
  return message instanceof Error ? message.message : String(message);
}

/** Our logger has its own time and name; the stack is kafkajs's own inside, of no use to anyone reading the line. */
function fieldsOf(entry: LogEntry): Record<string, unknown> {
  const { broker, clientId, error, groupId, memberId, topic, partition, retryCount, retryTime } =
    entry.log as Record<string, unknown>;
  const fields = { broker, clientId, error, groupId, memberId, topic, partition, retryCount, retryTime };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
