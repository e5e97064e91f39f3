import { crc32 } from 'node:zlib';
import type { InboundEvent, PublishAnswer } from '@parley/contracts';
import { Kafka, logLevel, type Message, type Producer } from 'kafkajs';
import { HttpCaller } from './http-caller';
import { theStack } from './stack';

/** The topic of the Kafka door in an installation with the usual prefix. */
export const INBOUND_TOPIC = 'parley.inbound.v1';

/** Most events in one HTTP batch. */
const BATCH = 200;

/** Publishes through the HTTP door; resolves once everything is acknowledged. */
export async function publishOverHttp(events: readonly InboundEvent[]): Promise<void> {
  const { gatewayUrl, publisherToken } = theStack();
  const publisher = new HttpCaller(gatewayUrl, publisherToken);
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    const [only] = batch;
    const isOne = batch.length === 1;
    const mode = isOne ? 'cloudevents' : 'cloudevents-batch';
    const { rejected } = (await publisher.ask('POST', '/v1/events', {
      body: isOne ? only : batch,
      headers: { 'content-type': `application/${mode}+json` },
    })) as PublishAnswer;
    if (rejected.length > 0) throw new Error(`Events were refused: ${JSON.stringify(rejected)}`);
  }
}

/**
 * An upstream producer as another language would have it: nothing of Parley's own code, and librdkafka's default partitioner, the
 * CRC32 of the key, which sends a contact to another partition than the log of record does.
 */
export class KafkaDoor {
  private constructor(private readonly producer: Producer) {}

  static async open(): Promise<KafkaDoor> {
    const kafka = new Kafka({
      clientId: 'e2e-upstream',
      brokers: theStack().kafkaBrokers.split(','),
      logLevel: logLevel.NOTHING,
    });
    const producer = kafka.producer({ createPartitioner: () => crc32Partitioner });
    await producer.connect();
    return new KafkaDoor(producer);
  }

  /** Publishes in binary content mode; resolves once the broker has everything. */
  publish(events: readonly InboundEvent[]): Promise<void> {
    return this.put(events.map(binaryMessage));
  }

  /** Publishes in structured content mode. */
  publishStructured(events: readonly InboundEvent[]): Promise<void> {
    return this.put(
      events.map((event) => ({
        key: keyOf(event),
        value: JSON.stringify(event),
        headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' },
      })),
    );
  }

  /** Puts anything at all into the topic. */
  async put(messages: readonly Message[]): Promise<void> {
    await this.producer.send({ topic: INBOUND_TOPIC, acks: -1, messages: [...messages] });
  }

  close(): Promise<void> {
    return this.producer.disconnect();
  }
}

/** Partition of a key for a producer that is built on librdkafka. */
export function crc32Partition(key: string, partitions: number): number {
  return crc32(key) % partitions;
}

function crc32Partitioner({
  partitionMetadata,
  message,
}: {
  readonly partitionMetadata: readonly unknown[];
  readonly message: Message;
}): number {
  return message.key === null || message.key === undefined
    ? 0
    : crc32Partition(message.key.toString(), partitionMetadata.length);
}

function binaryMessage(event: InboundEvent): Message {
  const { data, datacontenttype: _datacontenttype, ...attributes } = event;
  const headers = Object.entries(attributes).map(([name, value]) => [`ce_${name}`, value]);
  return {
    key: keyOf(event),
    value: JSON.stringify(data),
    headers: { ...Object.fromEntries(headers), 'content-type': 'application/json' },
  };
}

function keyOf({ data, subject }: InboundEvent): string {
  return 'contact' in data ? data.contact.id : (subject ?? '');
}
