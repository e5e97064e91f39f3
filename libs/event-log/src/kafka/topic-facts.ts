import { setTimeout as pause } from 'node:timers/promises';
import { type Admin, ConfigResourceTypes, type Kafka, KafkaJSProtocolError } from 'kafkajs';
import type { PartitionRange } from '../consumer/judge-position';

/** A partition of a new topic may not have its leader yet; kafkajs asks no second time then. */
const MOST_TRIES = 10;
const AGAIN_MS = 200;

/** Asks the brokers about topics, over one connection that is made when it is first needed. */
export class TopicFacts {
  private admin: Promise<Admin> | undefined;
  private readonly compaction = new Map<string, Promise<boolean>>();

  constructor(private readonly kafka: Kafka) {}

  /** Oldest and next offset of every partition of a topic. */
  async ranges(topic: string): Promise<ReadonlyMap<number, PartitionRange>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.ask(topic);
      } catch (error) {
        // kafkajs does not always find back over a connection that broke; the next question makes a new one.
        await this.close();
        const isPassing = error instanceof KafkaJSProtocolError && error.retriable;
        if (!isPassing || tries === MOST_TRIES) throw error;
        await pause(AGAIN_MS);
      }
    }
  }

  /** Forgets a consumer group that nobody will use again; one that cannot be deleted now expires by itself. */
  async deleteGroup(groupId: string): Promise<void> {
    const admin = await this.connected().catch(() => undefined);
    await admin?.deleteGroups([groupId]).catch(() => undefined);
  }

  async close(): Promise<void> {
    const connecting = this.admin;
    this.admin = undefined;
    const admin = await connecting?.catch(() => undefined);
    await admin?.disconnect().catch(() => undefined);
  }

  private async ask(topic: string): Promise<ReadonlyMap<number, PartitionRange>> {
    const admin = await this.connected();
    const [offsets, compacted] = await Promise.all([admin.fetchTopicOffsets(topic), this.isCompacted(topic)]);
    return new Map(
      offsets.map(({ partition, low, high }) => [
        partition,
        { low: Number(low), high: Number(high), compacted },
      ]),
    );
  }

  private isCompacted(topic: string): Promise<boolean> {
    const known = this.compaction.get(topic);
    if (known !== undefined) return known;
    const asked = this.askCleanup(topic);
    this.compaction.set(topic, asked);
    asked.catch(() => this.compaction.delete(topic));
    return asked;
  }

  private async askCleanup(topic: string): Promise<boolean> {
    const admin = await this.connected();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: ['cleanup.policy'] }],
    });
    return resources.some(({ configEntries }) =>
      configEntries.some(({ configValue }) => configValue.includes('compact')),
    );
  }

  private connected(): Promise<Admin> {
    this.admin ??= this.connect();
    return this.admin;
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return admin;
    } catch (error) {
      this.admin = undefined;
      throw error;
    }
  }
}
