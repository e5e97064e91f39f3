import { createLogger } from '@parley/platform';
import type { Consumer } from 'kafkajs';
import type { TopicPartition } from '../ports/log-record';
import { COMMIT_EVERY_MS } from './consumer-settings';

const logger = createLogger('event-log.offsets');

/** Tells Kafka now and then how far we are, for lag monitors. A failure means nothing: the stored position is the truth. */
export class OffsetCommitter {
  private readonly offsets = new Map<string, TopicPartition & { readonly offset: string }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly consumer: Pick<Consumer, 'commitOffsets'>) {}

  stored(partition: TopicPartition, offset: number): void {
    this.offsets.set(`${partition.topic}/${partition.partition}`, { ...partition, offset: String(offset) });
    this.timer ??= setTimeout(() => void this.commit(), COMMIT_EVERY_MS);
  }

  /** After a rebalance the offsets of before are others' business. */
  forget(): void {
    this.offsets.clear();
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.commit();
  }

  private async commit(): Promise<void> {
    this.timer = undefined;
    const offsets = [...this.offsets.values()];
    this.offsets.clear();
    if (offsets.length === 0) return;
    try {
      await this.consumer.commitOffsets(offsets);
    } catch (error) {
      logger.debug({ err: error }, 'Kafka did not take the offsets');
    }
  }
}
