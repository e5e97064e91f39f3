import { Controller, Inject } from '@nestjs/common';
import { CONSUMER_GROUPS, TOPICS, parseInbound } from '@parley/contracts';
import type { InboundEvent } from '@parley/contracts';
import { PartitionHandler, cloudEvents } from '@parley/event-log';
import type {
  BatchOutcome,
  Decoded,
  LogRecord,
  OutgoingMessage,
  PartitionBatch,
  PartitionProcessor,
} from '@parley/event-log';
import { SPAN } from '@parley/platform';
import { FactSpans } from '../log-of-record/fact-span';
import { LogAppender } from '../log-of-record/log-appender';
import { logMessage } from '../log-of-record/log-message';
import { TOPIC_PREFIX } from '../tokens';
import { hopOf, withRecordTrace } from './record-trace';

/** Injects the `PartitionProcessor` of the Kafka door's consumer group. */
export const DOOR_PROCESSOR = Symbol('gateway.door-processor');

/** How long a partition waits before Kafka is tried again, in milliseconds. */
const AGAIN_MS = 1_000;

const decodeInbound = cloudEvents<InboundEvent>((event) => parseInbound(event, 'kafka'));

/** Reads a record of the inbound topic; each record once, although the copy and the position both ask. */
export class InboundReader {
  private readonly read = new WeakMap<LogRecord, Decoded<InboundEvent>>();

  /** What the record turned out to be. */
  readonly decode = (record: LogRecord): Decoded<InboundEvent> => {
    const known = this.read.get(record);
    if (known !== undefined) return known;
    const decoded = decodeInbound(record);
    this.read.set(record, decoded);
    return decoded;
  };

  /** Declares a record unreadable after all. */
  refuse(record: LogRecord, code: string, detail: string): void {
    this.read.set(record, { kind: 'unreadable', code, detail });
  }
}

/**
 * The Kafka door: copies the inbound topic into the log, in order, whatever partitioner the upstream producer has. A batch is
 * appended and acknowledged before its position moves, so a crash in between copies it again: at least once, and the second copy of
 * an event has no effect (T12). What cannot be read goes to the dead letters; everything behind it goes on.
 */
@Controller()
export class KafkaDoor {
  constructor(
    @Inject(LogAppender) private readonly log: Pick<LogAppender, 'append'>,
    @Inject(DOOR_PROCESSOR) private readonly processor: Pick<PartitionProcessor<InboundEvent>, 'process'>,
    @Inject(InboundReader) private readonly reader: InboundReader,
    @Inject(TOPIC_PREFIX) private readonly prefix: string,
  ) {}

  /** Copies one batch. Kafka away: the partition waits, nothing is skipped. */
  @PartitionHandler(CONSUMER_GROUPS.gatewayInbound, TOPICS.inbound.name)
  async copy(batch: PartitionBatch): Promise<BatchOutcome> {
    const copied = await this.append(batch.records);
    if (!copied) return { kind: 'pause', reason: 'log-unavailable', retryAfterMs: AGAIN_MS };
    return this.processor.process(batch, () => Promise.resolve({ outgoing: [] }));
  }

  private async append(records: readonly LogRecord[]): Promise<boolean> {
    const spans = new FactSpans(SPAN.copyInbound);
    try {
      const copies = this.copiesOf(records, spans);
      if (copies.length === 0) return true;
      const outcome = await this.log.append(copies.map(({ message }) => message));
      if (outcome.kind === 'refused') return await this.appendOneByOne(copies);
      return outcome.kind === 'acknowledged';
    } finally {
      spans.end();
    }
  }

  /** Kafka refused one of many: each on its own, so that only the one it will never take is left out. */
  private async appendOneByOne(copies: readonly Copy[]): Promise<boolean> {
    for (const { record, message } of copies) {
      const outcome = await this.log.append([message]);
      if (outcome.kind === 'unavailable') return false;
      if (outcome.kind === 'refused')
        this.reader.refuse(record, 'event-too-large', 'The log does not take a record of this size');
    }
    return true;
  }

  /** Copies in order, up to the first record of an unknown version: the processor waits there, too. */
  private copiesOf(records: readonly LogRecord[], spans: FactSpans): readonly Copy[] {
    const copies: Copy[] = [];
    for (const record of records) {
      const decoded = this.reader.decode(record);
      if (decoded.kind === 'unknown-version') break;
      if (decoded.kind !== 'event') continue;
      const event = withRecordTrace(decoded.event, record);
      const hop = spans.open(event.traceparent, hopOf(record));
      copies.push({ record, message: logMessage(this.prefix, event, hop) });
    }
    return copies;
  }
}

/** A record with the message that it becomes. */
interface Copy {
  readonly record: LogRecord;
  readonly message: OutgoingMessage;
}
