import {
  type ICustomPartitioner,
  type IHeaders,
  type Kafka,
  KafkaJSError,
  KafkaJSProtocolError,
  type Message,
  Partitioners,
  type Producer,
  type RecordMetadata,
} from 'kafkajs';
import { LogUnavailableError, MessageRefusedError } from '../errors';
import type { AppendedAt, LogProducer, OutgoingMessage } from '../ports/log-producer';
import { SendQueue } from '../producer/send-queue';
import { RETRY } from './kafka-client';

/** The broker's answers that no repetition changes. */
const REFUSED = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
]);

/** How long the leader waits for its replicas, in milliseconds; below the request's own timeout. */
const ACKNOWLEDGE_WITHIN_MS = 10_000;

/**
 * Idempotent, acknowledged by every in-sync replica, one send in flight. After a failed send the kafkajs producer is thrown away:
 * it gives the failed send's sequence numbers to the next one, which a broker that did append the first would take for a repetition
 * and drop. A new producer has a new id.
 */
export class KafkaProducer implements LogProducer {
  private readonly queue = new SendQueue((messages) => this.append(messages));
  private producer: Promise<Producer> | undefined;
  /** Partition of each message of the send in flight, as the partitioner chose it. */
  private readonly chosen = new WeakMap<Message, number>();

  constructor(private readonly kafka: Kafka) {}

  send(messages: readonly OutgoingMessage[]): Promise<readonly AppendedAt[]> {
    return this.queue.send(messages);
  }

  async close(): Promise<void> {
    await this.queue.close();
    await this.discard();
  }

  private async append(outgoing: readonly OutgoingMessage[]): Promise<readonly AppendedAt[]> {
    const messages = outgoing.map(kafkaMessage);
    const topicMessages = byTopic(outgoing, messages);
    try {
      const producer = await this.connected();
      const metadata = await producer.sendBatch({ acks: -1, timeout: ACKNOWLEDGE_WITHIN_MS, topicMessages });
      return this.placesOf(outgoing, messages, metadata);
    } catch (error) {
      await this.discard();
      throw sendError(error);
    }
  }

  private connected(): Promise<Producer> {
    this.producer ??= this.connect();
    return this.producer;
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.notingPartitioner,
      retry: RETRY,
    });
    await producer.connect();
    return producer;
  }

  private async discard(): Promise<void> {
    const connecting = this.producer;
    this.producer = undefined;
    if (connecting === undefined) return;
    const producer = await connecting.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined);
  }

  /** The client's answer names a base offset per partition; to give each message its own, its partition must be known. */
  private readonly notingPartitioner: ICustomPartitioner = () => {
    const partitionOf = Partitioners.DefaultPartitioner();
    return (choice) => {
      const partition = partitionOf(choice);
      this.chosen.set(choice.message, partition);
      return partition;
    };
  };

  private placesOf(
    outgoing: readonly OutgoingMessage[],
    messages: readonly Message[],
    metadata: readonly RecordMetadata[],
  ): readonly AppendedAt[] {
    const next = new Map(
      metadata.map(({ topicName, partition, baseOffset }) => [
        `${topicName}/${partition}`,
        Number(baseOffset),
      ]),
    );
    return outgoing.map(({ topic }, index) => {
      const message = messages[index];
      const partition = (message && this.chosen.get(message)) ?? -1;
      const offset = next.get(`${topic}/${partition}`) ?? -1;
      next.set(`${topic}/${partition}`, offset + 1);
      return { topic, partition, offset };
    });
  }
}

/** kafkajs takes one list per topic; within it the order stays. */
function byTopic(outgoing: readonly OutgoingMessage[], messages: readonly Message[]) {
  const lists = new Map<string, Message[]>();
  messages.forEach((message, index) => {
    const topic = outgoing[index]?.topic ?? '';
    const list = lists.get(topic);
    if (list === undefined) lists.set(topic, [message]);
    else list.push(message);
  });
  return Array.from(lists, ([topic, list]) => ({ topic, messages: list }));
}

function kafkaMessage({ key, value, headers }: OutgoingMessage): Message {
  return { key, value, headers: headers as IHeaders };
}

function sendError(error: unknown): Error {
  const refusal = refusalOf(error);
  if (refusal !== undefined)
    return new MessageRefusedError(`Kafka refused a message: ${refusal}`, { cause: error });
  const text = error instanceof Error ? error.message : 'unknown error';
  return new LogUnavailableError(`Kafka did not acknowledge: ${text}`, { cause: error });
}

function refusalOf(error: unknown): string | undefined {
  if (error instanceof KafkaJSProtocolError) return REFUSED.has(error.type) ? error.type : undefined;
  if (!(error instanceof KafkaJSError) || error.cause === undefined) return undefined;
  return refusalOf(error.cause);
}
