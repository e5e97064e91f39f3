import { type Database, ParleyError } from '@parley/platform';
import type { EventLog } from '../ports/event-log';
import type { TopicPartition } from '../ports/log-record';
import { PositionStore } from '../positions/position-store';
import { PartitionProcessor } from '../processor/partition-processor';
import { replay, type ReplayedPartition } from '../replay/replay';
import { compareTable, keepLive } from './compare-table';
import type { TableComparison } from './compared-table';
import { checkCoverage } from './covered-schema';
import { atCut, type CutOptions, type LiveCut } from './live-cut';
import type { RebuildParts, RebuildPhase, RebuildPlan, RebuildSource } from './rebuild-plan';
import { parkingAsLive } from './still-parked';

/** What a rebuild stands on, and whom it tells how far it is. */
export interface RebuildOptions {
  readonly plan: RebuildPlan;
  readonly live: Database;
  readonly fresh: Database;
  readonly freshSchema: string;
  readonly log: EventLog;
  readonly prefix: string;
  /** How long a moment of the live schema is looked for, in milliseconds. */
  readonly waitMs: number;
  readonly onProgress?: (what: string, read: number, total: number) => void;
}

/** Thrown when a contact was folded again, or an epoch opened, after that part of the log was read for the rebuild. */
export class LiveChangedError extends ParleyError {
  readonly code = 'live-changed';
  readonly retryable = true;
}

/** Rebuilds a service's schema into a fresh one beside it, and compares the two where both have read as far. */
export class Rebuild {
  private readonly phases: readonly RebuildPhase[];
  private readonly groups: readonly string[];
  private readonly read = new Map<string, number>();
  private cut: LiveCut | undefined;

  constructor(private readonly options: RebuildOptions) {
    const { plan, fresh, prefix } = options;
    const parts: RebuildParts = {
      database: fresh,
      prefix,
      handler: (group, { seen, decode }, work) => {
        const processor = new PartitionProcessor({ database: fresh, group, deadLetters: '', seen, decode });
        const parking = parkingAsLive(() => this.cut?.parked ?? [], work);
        return (batch) => processor.process(batch, parking);
      },
    };
    this.phases = plan.phases(parts);
    this.groups = [...new Set(this.sources('position').map(({ group }) => group))];
  }

  /** Reads everything up to where the live schema is now. */
  async build(): Promise<void> {
    const cut = await atCut(this.cutOptions(), (_tx, found) => Promise.resolve(found));
    await this.readThrough(cut);
  }

  /**
   * Compares the schemas row by row as they were at one moment of the live one: its rows of then are kept aside, and the log is
   * read on to there.
   *
   * @throws LiveChangedError when somebody changed meanwhile what was read already
   */
  async compare(): Promise<readonly TableComparison[]> {
    const { fresh, freshSchema, plan, prefix } = this.options;
    const coverage = plan.coverage(prefix, (topic) => this.hasLost(topic));
    const cut = await atCut(this.cutOptions(), async (tx, found) => {
      await checkCoverage(tx, plan.schema, coverage);
      for (const table of coverage.tables) await keepLive(tx, plan.schema, freshSchema, table);
      return found;
    });
    await this.readThrough(cut);
    const compared: TableComparison[] = [];
    for (const table of coverage.tables) compared.push(await compareTable(fresh, freshSchema, table));
    return compared;
  }

  private cutOptions(): CutOptions {
    const { live, log, waitMs } = this.options;
    const ownTopics = this.sources('all-told').map(({ topic }) => topic);
    return { live, reader: log.reader, groups: this.groups, ownTopics, withinMs: waitMs };
  }

  private async readThrough(cut: LiveCut): Promise<void> {
    if (this.cut !== undefined) refuseOtherPast(this.cut, cut);
    this.cut = cut;
    for (const phase of this.phases) {
      await this.readPhase(phase, cut);
      for (const { topic, takeUnpublished } of phase.sources)
        await takeUnpublished?.(cut.unpublished.filter((message) => message.topic === topic));
      await phase.after?.();
    }
  }

  private async readPhase({ what, sources }: RebuildPhase, cut: LiveCut): Promise<void> {
    const partitions: ReplayedPartition[] = [];
    const handlers = new Map<string, RebuildSource['handle']>();
    let total = 0;
    for (const source of sources) {
      handlers.set(source.topic, source.handle);
      for (const partition of await this.partitionsOf(source, cut)) {
        partitions.push(partition);
        total += partition.end - partition.from;
      }
    }
    let done = 0;
    const { onProgress } = this.options;
    await replay({
      log: this.options.log,
      partitions,
      positions: new PositionStore(this.options.fresh),
      handle: async (batch) => {
        const outcome = await handlers.get(batch.topic)?.(batch);
        if (outcome === undefined) throw new Error(`Nothing handles ${batch.topic}`);
        if (outcome.kind === 'stored')
          this.read.set(batch.topic, (this.read.get(batch.topic) ?? 0) + batch.records.length);
        return outcome;
      },
      onRecords: (records) => onProgress?.(what, (done += records), total),
    });
    onProgress?.(what, total, total);
  }

  private async partitionsOf(
    source: RebuildSource,
    { positions, parked, ends }: LiveCut,
  ): Promise<readonly (ReplayedPartition & { readonly from: number })[]> {
    const { group, topic, through } = source;
    const ranges = await this.options.log.reader.ranges(topic);
    const ofLive = positions.filter((position) => position.group === group && position.topic === topic);
    const wanted =
      through === 'position'
        ? ofLive.map(({ partition, epoch, nextOffset }) => ({ partition, epoch, end: nextOffset }))
        : Array.from(ends.get(topic) ?? [], ([partition, { high }]) => ({ partition, epoch: 0, end: high }));
    const partitions: (ReplayedPartition & { readonly from: number })[] = [];
    for (const { partition, epoch, end } of wanted) {
      const low = ranges.get(partition)?.low ?? 0;
      const from = await this.begin({ topic, partition }, group, epoch, low);
      if (from >= end) continue;
      const borders = parked
        .filter((one) => one.group === group && one.topic === topic && one.partition === partition)
        .map(({ fromOffset }) => fromOffset);
      partitions.push({ group, topic, partition, end, borders, from });
    }
    return partitions;
  }

  /** Where reading goes on; at first the log's beginning, in the live position's epoch. */
  private async begin(
    { topic, partition }: TopicPartition,
    group: string,
    epoch: number,
    low: number,
  ): Promise<number> {
    const [row] = await this.options.fresh.query<{ next_offset: string }>(
      `with made as (
         insert into position (consumer_group, topic, partition, epoch, next_offset) values ($1, $2, $3, $4, $5)
         on conflict do nothing returning next_offset
       )
       select next_offset from made union all
       select next_offset from position where consumer_group = $1 and topic = $2 and partition = $3 limit 1`,
      [group, topic, partition, epoch, low],
    );
    return Number(row?.next_offset);
  }

  private sources(through: RebuildSource['through']): readonly RebuildSource[] {
    return this.phases.flatMap((phase) => phase.sources.filter((source) => source.through === through));
  }

  /** Whether fewer records were read of a topic than were ever written to it. */
  private hasLost(topic: string): boolean {
    const written = (this.cut?.positions ?? [])
      .filter((position) => position.topic === topic)
      .reduce((sum, { nextOffset }) => sum + nextOffset, 0);
    return (this.read.get(topic) ?? 0) < written;
  }
}

function refuseOtherPast(before: LiveCut, now: LiveCut): void {
  const parkedNow = new Set(now.parked.map(nameOfParked));
  const epochs = new Map(
    now.positions.map(({ group, topic, partition, epoch }) => [`${group}/${topic}/${partition}`, epoch]),
  );
  const unparked = before.parked.some((contact) => !parkedNow.has(nameOfParked(contact)));
  const reopened = before.positions.some(
    ({ group, topic, partition, epoch }) => epochs.get(`${group}/${topic}/${partition}`) !== epoch,
  );
  if (unparked || reopened)
    throw new LiveChangedError('The live schema was changed by an operator meanwhile: start again');
}

function nameOfParked({ group, topic, partition, key, fromOffset }: LiveCut['parked'][number]): string {
  return JSON.stringify([group, topic, partition, key, fromOffset]);
}
