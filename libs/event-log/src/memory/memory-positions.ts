import { fingerprintOf } from '../consumer/fingerprint';
import type { PartitionBatch, TopicPartition } from '../ports/log-record';
import type { PositionSource, StoredPosition } from '../ports/positions';

/** Positions without a database, for unit tests. */
export class MemoryPositions implements PositionSource {
  private readonly stored = new Map<string, StoredPosition>();

  assigned(
    group: string,
    partitions: readonly (TopicPartition & { readonly startOffset: number })[],
  ): Promise<readonly StoredPosition[]> {
    return Promise.resolve(
      partitions.map(({ topic, partition, startOffset }) => {
        const key = keyOf(group, { topic, partition });
        const position = this.stored.get(key) ?? { topic, partition, epoch: 0, nextOffset: startOffset };
        this.stored.set(key, position);
        return position;
      }),
    );
  }

  /** Moves the position behind a batch, as a batch's transaction would. */
  store(batch: PartitionBatch): void {
    const last = batch.records.at(-1);
    this.set(batch.group, {
      topic: batch.topic,
      partition: batch.partition,
      epoch: batch.epoch,
      nextOffset: batch.endOffset,
      ...(last && { fingerprint: fingerprintOf(last) }),
    });
  }

  /** Puts a position where a test wants it. */
  set(group: string, position: StoredPosition): void {
    this.stored.set(keyOf(group, position), position);
  }

  of(group: string, partition: TopicPartition): StoredPosition | undefined {
    return this.stored.get(keyOf(group, partition));
  }
}

function keyOf(group: string, { topic, partition }: TopicPartition): string {
  return `${group}/${topic}/${partition}`;
}
