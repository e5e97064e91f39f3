import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import { clientLog } from './client-log';
import { registerCodecs } from './codecs';
import { dropKafkaTimeoutWarning } from './quiet-warnings';

/** How to reach Kafka. */
export interface KafkaAddress {
  /** `host:port`, at least one. */
  readonly brokers: readonly string[];
  /** Names this process to the brokers. */
  readonly clientId: string;
}

/**
 * Tries of one request before it counts as failed: 0.2 s, 0.4 s, ... at most 2 s apart, some 15 s in all, which a restarting
 * broker needs. Always explicit: kafkajs has other defaults where NODE_ENV is "test".
 */
export const RETRY: RetryOptions = {
  initialRetryTime: 200,
  multiplier: 2,
  factor: 0.2,
  maxRetryTime: 2_000,
  retries: 10,
};

/** The Kafka client with our logging, codecs and retries; connects to nothing yet. */
export function createKafka(address: KafkaAddress): Kafka {
  dropKafkaTimeoutWarning();
  registerCodecs();
  return new Kafka({
    brokers: [...address.brokers],
    clientId: address.clientId,
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: RETRY,
    logLevel: logLevel.INFO,
    logCreator: clientLog(),
  });
}
