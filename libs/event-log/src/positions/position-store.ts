import type { Database } from '@parley/platform';
import { batchSource } from '../outbox/outbox-rows';
import type { OutboxPublisher } from '../outbox/outbox-publisher';
import type { TopicPartition } from '../ports/log-record';
import type { PositionSource, StoredPosition } from '../ports/positions';

interface PositionRow {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  readonly next_offset: string;
  readonly last_offset: string | null;
  readonly fingerprint: string | null;
}

const COLUMNS = 'topic, partition, epoch, next_offset, last_offset, fingerprint';

/** Positions in the service's own schema, where a batch's transaction moves them together with its state. */
export class PositionStore implements PositionSource {
  /** @param outbox publishes what an earlier owner of a partition left behind, before anything new of that partition */
  constructor(
    private readonly database: Pick<Database, 'query' | 'transaction'>,
    private readonly outbox?: OutboxPublisher,
  ) {}

  async assigned(
    group: string,
    partitions: readonly (TopicPartition & { readonly startOffset: number })[],
  ): Promise<readonly StoredPosition[]> {
    if (partitions.length === 0) return [];
    const topics = partitions.map(({ topic }) => topic);
    const numbers = partitions.map(({ partition }) => partition);
    await this.database.query(
      `insert into position (consumer_group, topic, partition, next_offset)
       select $1, * from unnest($2::text[], $3::int[], $4::bigint[]) on conflict do nothing`,
      [group, topics, numbers, partitions.map(({ startOffset }) => startOffset)],
    );
    await this.outbox?.adopt(partitions.map((partition) => batchSource(group, partition)));
    const rows = await this.database.query<PositionRow>(
      `select ${COLUMNS} from position
       where consumer_group = $1 and (topic, partition) in (select * from unnest($2::text[], $3::int[]))`,
      [group, topics, numbers],
    );
    return rows.map(positionOf);
  }

  /**
   * An operator's command, after the log of a partition was replaced or restored: opens a new epoch that begins at
   * `startOffset`. A running consumer notices within seconds. Contacts that are parked stay so, with what the new log has of them.
   */
  async openEpoch(
    group: string,
    { topic, partition, startOffset }: TopicPartition & { readonly startOffset: number },
  ): Promise<StoredPosition> {
    const place = [group, topic, partition, startOffset];
    return this.database.transaction(async (tx) => {
      const [row] = await tx.query<PositionRow>(
        `insert into position (consumer_group, topic, partition, next_offset) values ($1, $2, $3, $4)
         on conflict (consumer_group, topic, partition) do update
           set epoch = position.epoch + 1, next_offset = excluded.next_offset, last_offset = null, fingerprint = null,
               updated_at = clock_timestamp()
         returning ${COLUMNS}`,
        place,
      );
      if (row === undefined) throw new Error('The position was not stored');
      await tx.query(
        `update parked_contact set epoch = $5, from_offset = $4::bigint, through_offset = $4::bigint - 1
         where consumer_group = $1 and topic = $2 and partition = $3`,
        [...place, row.epoch],
      );
      return positionOf(row);
    });
  }
}

function positionOf(row: PositionRow): StoredPosition {
  const { topic, partition, epoch, fingerprint } = row;
  const position = { topic, partition, epoch, nextOffset: Number(row.next_offset) };
  return fingerprint === null
    ? position
    : { ...position, fingerprint: { offset: Number(row.last_offset), hash: fingerprint } };
}
