import { createLogger } from '@parley/platform';
import { type LogEntry, logLevel } from 'kafkajs';

/** How loud a line of the Kafka client is for us. */
export type Loudness = 'debug' | 'info' | 'warn' | 'error';

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

const EVERYDAY = new Set(['Starting', 'Stopped', 'Consumer has joined the group']);

/**
 * kafkajs reports what it retries as ERROR: a rebalance at every deploy, "coordinator is loading" on a fresh broker. Those are
 * debug lines here, other errors warnings; what really ends a consumer is reported by ourselves as an error.
 */
export function loudnessOf(level: logLevel, message: string): Loudness {
  if (RETRIED.some((pattern) => pattern.test(message))) return 'debug';
  if (level === logLevel.ERROR || level === logLevel.WARN) return 'warn';
  return level === logLevel.INFO && EVERYDAY.has(message) ? 'info' : 'debug';
}

/** A kafkajs `logCreator` that writes our structured lines. */
export function clientLog(): (level: logLevel) => (entry: LogEntry) => void {
  const logger = createLogger('kafka');
  return () => (entry) => {
    const { message, timestamp: _timestamp, logger: _logger, stack: _stack, ...fields } = entry.log;
    logger[loudnessOf(entry.level, String(message))](
      { ...fields, namespace: entry.namespace },
      String(message),
    );
  };
}
