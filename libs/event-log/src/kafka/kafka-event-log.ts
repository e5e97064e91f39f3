import { createLogger } from '@parley/platform';
import type { Kafka } from 'kafkajs';
import type { ConsumerOptions, EventLog, LogConsumer, LogReader } from '../ports/event-log';
import type { LogProducer } from '../ports/log-producer';
import type { ConsumerSettings } from './consumer-settings';
import { createKafka, type KafkaAddress } from './kafka-client';
import { KafkaConsumer } from './kafka-consumer';
import { KafkaProducer } from './kafka-producer';
import { KafkaReader } from './kafka-reader';
import { TopicFacts } from './topic-facts';

/** How to reach Kafka, and how to read from it. */
export interface KafkaEventLogOptions extends KafkaAddress, ConsumerSettings {
  /** Called when a consumer cannot go on in this process. Default: log it and exit with code 70, to be started again. */
  readonly onFatal?: (error: Error) => void;
}

/** Exit code of a process whose consumer died for good. */
export const FATAL_EXIT_CODE = 70;

/** The log on Apache Kafka. */
export class KafkaEventLog implements EventLog {
  readonly reader: LogReader;
  private readonly kafka: Kafka;
  private readonly facts: TopicFacts;

  constructor(private readonly options: KafkaEventLogOptions) {
    this.kafka = createKafka(options);
    this.facts = new TopicFacts(this.kafka);
    this.reader = new KafkaReader(this.kafka, options.clientId, this.facts);
  }

  producer(): LogProducer {
    return new KafkaProducer(this.kafka);
  }

  consumer(options: ConsumerOptions): LogConsumer {
    const onFatal = this.options.onFatal ?? exitProcess;
    return new KafkaConsumer(this.kafka, options, this.options, this.facts, onFatal);
  }

  forgetGroup(group: string): Promise<void> {
    return this.facts.deleteGroup(group);
  }

  close(): Promise<void> {
    return this.facts.close();
  }
}

function exitProcess(error: Error): void {
  createLogger('event-log').fatal(
    { err: error },
    'a consumer died for good; the process ends to be started again',
  );
  process.exit(FATAL_EXIT_CODE);
}
