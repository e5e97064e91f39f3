import { Partitioners } from 'kafkajs';
import type { ConsumerOptions, EventLog, LogConsumer, LogReader } from '../ports/event-log';
import type { HeaderValue, RecordHeaders, TopicPartition } from '../ports/log-record';
import type { AppendedAt, LogProducer, OutgoingMessage } from '../ports/log-producer';
import { SendQueue } from '../producer/send-queue';
import { MemoryConsumer } from './memory-consumer';
import { MemoryPartition } from './memory-partition';

type Assign = (partitions: readonly TopicPartition[]) => void;

interface Member {
  readonly options: ConsumerOptions;
  readonly assign: Assign;
}

/**
 * The log in memory, for unit tests: same port, same partitioner, same conformance suite as Kafka. Topics come into being when
 * they are first named.
 */
export class MemoryEventLog implements EventLog {
  readonly reader: LogReader;
  private readonly topics = new Map<string, MemoryPartition[]>();
  private readonly members = new Set<Member>();
  private readonly partitionOf = Partitioners.DefaultPartitioner();
  private readonly partitions: number;
  private readonly now: () => number;
  private timestamp = 0;

  /** @param options `now`: the time of records, in ms since 1970; without it they are numbered */
  constructor(options: { readonly partitions?: number; readonly now?: () => number } = {}) {
    this.partitions = options.partitions ?? 4;
    this.now = options.now ?? (() => 0);
    this.reader = {
      read: ({ fromOffset, throughOffset, ...partition }, visit) => {
        this.partition(partition)
          .read(fromOffset, throughOffset - fromOffset + 1)
          .forEach(visit);
        return Promise.resolve();
      },
      ranges: (topic) =>
        Promise.resolve(new Map(this.topic(topic).map(({ range }, partition) => [partition, range]))),
    };
  }

  producer(): LogProducer {
    return new SendQueue((messages) => Promise.resolve(messages.map((message) => this.append(message))));
  }

  consumer(options: ConsumerOptions): LogConsumer {
    return new MemoryConsumer(
      {
        partition: (partition) => this.partition(partition),
        join: (joining, assign) => this.join({ options: joining, assign }),
      },
      options,
    );
  }

  forgetGroup(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Deletes a topic; it comes into being anew, empty, when it is next named. */
  deleteTopic(topic: string): void {
    this.topics.delete(topic);
  }

  /** Removes the records of a partition below an offset, as retention does. */
  cut(partition: TopicPartition, offset: number): void {
    this.partition(partition).cut(offset);
  }

  private append(message: OutgoingMessage): AppendedAt {
    const { topic, key, value, headers } = message;
    const metadata = this.topic(topic).map((_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    const partition = this.partitionOf({ topic, partitionMetadata: metadata, message: { key, value } });
    this.timestamp = Math.max(this.timestamp + 1, this.now());
    const offset = this.partition({ topic, partition }).append({
      topic,
      partition,
      timestamp: this.timestamp,
      key: Buffer.from(key),
      value: typeof value === 'string' ? Buffer.from(value) : value,
      headers: asRead(headers),
    });
    return { topic, partition, offset };
  }

  private topic(topic: string): readonly MemoryPartition[] {
    const known = this.topics.get(topic);
    if (known !== undefined) return known;
    const made = Array.from({ length: this.partitions }, () => new MemoryPartition());
    this.topics.set(topic, made);
    return made;
  }

  private partition({ topic, partition }: TopicPartition): MemoryPartition {
    const found = this.topic(topic)[partition];
    if (found === undefined) throw new RangeError(`${topic} has no partition ${partition}`);
    return found;
  }

  private join(member: Member): () => void {
    this.members.add(member);
    this.rebalance(member.options.group);
    return () => {
      if (this.members.delete(member)) this.rebalance(member.options.group);
    };
  }

  private rebalance(group: string): void {
    const members = [...this.members].filter(({ options }) => options.group === group);
    members.forEach(({ options, assign }, index) => {
      const all = options.topics.flatMap((topic) =>
        this.topic(topic).map((_, partition) => ({ topic, partition })),
      );
      assign(all.filter((_, position) => position % members.length === index));
    });
  }
}

/** Headers as they come out of Kafka: bytes. */
function asRead(headers: OutgoingMessage['headers']): RecordHeaders {
  const read: Record<string, HeaderValue> = {};
  for (const [name, header] of Object.entries(headers))
    read[name] =
      typeof header === 'string' || Buffer.isBuffer(header)
        ? Buffer.from(header)
        : header.map((part) => Buffer.from(part));
  return read;
}
