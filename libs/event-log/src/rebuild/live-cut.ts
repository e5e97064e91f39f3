import { type Database, ParleyError, type Transaction } from '@parley/platform';
import { allRows } from '../outbox/outbox-rows';
import type { LogRange, LogReader } from '../ports/event-log';
import type { OutgoingMessage } from '../ports/log-producer';
import { type ParkedContact, parkedContacts } from '../processor/parked-contacts';

/** Thrown when the topics that the live service writes grew at every look. */
export class LiveNotAtRestError extends ParleyError {
  readonly code = 'live-not-at-rest';
  readonly retryable = true;
}

/** How far a partition was read for a group. */
export interface MarkedPosition {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  readonly nextOffset: number;
}

/** One moment of the live schema: what it had read, whom it had parked, and all that it had told by then. */
export interface LiveCut {
  readonly positions: readonly MarkedPosition[];
  readonly parked: readonly ParkedContact[];
  /** What the topics held that the service itself writes. */
  readonly ends: ReadonlyMap<string, ReadonlyMap<number, LogRange>>;
  /** What it had told and, perhaps, not published yet. */
  readonly unpublished: readonly OutgoingMessage[];
}

/** Where a cut is made. */
export interface CutOptions {
  readonly live: Database;
  readonly reader: LogReader;
  /** Groups whose positions count. */
  readonly groups: readonly string[];
  /** Topics that the service itself writes and a rebuild reads. */
  readonly ownTopics: readonly string[];
  /** How long such a moment is looked for, in milliseconds. */
  readonly withinMs: number;
}

const LOOK_AGAIN_MS = 50;

/**
 * Runs `work` inside a transaction that sees one moment of the live schema. The service's own topics are asked for
 * their ends before and after that moment began: where nothing came in between, they and the outbox of that moment hold exactly
 * what had been told by then. So nobody has to stand still for it.
 *
 * @throws LiveNotAtRestError when something came in between each time
 */
export async function atCut<T>(
  options: CutOptions,
  work: (tx: Transaction, cut: LiveCut) => Promise<T>,
): Promise<T> {
  const { live, reader, ownTopics, withinMs } = options;
  const deadline = performance.now() + withinMs;
  for (;;) {
    const before = await endsOf(reader, ownTopics);
    const done = await live.transaction(async (tx) => {
      await tx.query('set transaction isolation level repeatable read');
      const state = await readState(tx, options);
      const ends = await endsOf(reader, ownTopics);
      if (textOf(ends) !== textOf(before)) return undefined;
      return { result: await work(tx, { ...state, ends }) };
    });
    if (done !== undefined) return done.result;
    if (performance.now() > deadline)
      throw new LiveNotAtRestError('The service never stopped telling: try again with a longer --wait');
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function readState(tx: Transaction, { groups, ownTopics }: CutOptions): Promise<Omit<LiveCut, 'ends'>> {
  const rows = await tx.query<{
    consumer_group: string;
    topic: string;
    partition: number;
    epoch: number;
    next_offset: string;
  }>(
    `select consumer_group, topic, partition, epoch, next_offset from position
     where consumer_group = any($1::text[]) order by consumer_group, topic, partition`,
    [groups],
  );
  const parked: ParkedContact[] = [];
  for (const group of groups) parked.push(...(await parkedContacts(tx, group)));
  const messages = ownTopics.length === 0 ? [] : (await allRows(tx)).flatMap((row) => row.messages);
  return {
    positions: rows.map((row) => ({
      group: row.consumer_group,
      topic: row.topic,
      partition: row.partition,
      epoch: row.epoch,
      nextOffset: Number(row.next_offset),
    })),
    parked,
    unpublished: messages.filter(({ topic }) => ownTopics.includes(topic)),
  };
}

async function endsOf(reader: LogReader, topics: readonly string[]): Promise<LiveCut['ends']> {
  const ends = new Map<string, ReadonlyMap<number, LogRange>>();
  for (const topic of topics) ends.set(topic, await reader.ranges(topic));
  return ends;
}

function textOf(ends: LiveCut['ends']): string {
  return JSON.stringify(
    Array.from(ends, ([topic, ranges]) => [topic, Array.from(ranges, ([p, { high }]) => [p, high])]),
  );
}
