import type { Database, Transaction } from '@parley/platform';
import type { Process } from '../engine/process';
import type { Scheduler } from '../engine/scheduler';
import { connectionBroken, type Faults } from './faults';

type Statements = Pick<Database, 'query' | 'transaction'>;
type Parameters = readonly unknown[];

/** A position row. */
interface PositionRow {
  readonly topic: string;
  readonly partition: number;
  epoch: number;
  nextOffset: number;
  lastOffset: number | null;
  fingerprint: string | null;
  lockedBy: SimTransaction | undefined;
  /** Ends the transaction that idles with the row in hand. */
  limit: object | undefined;
  readonly waiting: (() => void)[];
}

type CommittedPosition = readonly [string, Omit<PositionRow, 'lockedBy' | 'limit' | 'waiting'>];

/** Postgres ends a session that idles inside a transaction for so long. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/**
 * The tables of consuming, by the very statements that the processor sends: position rows with their locks, and the set of
 * events seen. What comes between the lock and the commit happens at once, so a transaction is whole or nothing.
 */
export class SimDatabase {
  private positions = new Map<string, PositionRow>();
  private seen = new Set<string>();
  /** Statements that this stands in for nobody taught it: a fault of the simulation. */
  readonly unknown: string[] = [];
  private outboxIds = 0;
  /** Off only to show that the auditor notices. */
  locksPositions = true;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly faults: Faults,
  ) {}

  /** The database as one process reaches it. */
  connect(process: Process): Statements {
    return {
      // Statements outside a batch's transaction only look, or may be repeated freely: no step of their own.
      query: <Row>(text: string, parameters?: Parameters) =>
        Promise.resolve(this.answer(text, parameters ?? []) as Row[]),
      transaction: (work) => this.transaction(process, work),
    };
  }

  /** What is committed now. */
  backUp(): { readonly positions: readonly CommittedPosition[]; readonly seen: ReadonlySet<string> } {
    const positions = [...this.positions].map(([key, row]) => {
      const { topic, partition, epoch, nextOffset, lastOffset, fingerprint } = row;
      return [key, { topic, partition, epoch, nextOffset, lastOffset, fingerprint }] as const;
    });
    return { positions, seen: new Set(this.seen) };
  }

  putBack({ positions, seen }: ReturnType<SimDatabase['backUp']>): void {
    const unlocked = () => ({ lockedBy: undefined, limit: undefined, waiting: [] });
    this.positions = new Map(positions.map(([key, row]) => [key, { ...row, ...unlocked() }]));
    this.seen = new Set(seen);
  }

  /** The server notices that a client is gone. */
  dropLocksOf(process: Process): void {
    for (const row of this.positions.values()) if (row.lockedBy?.process === process) this.release(row);
  }

  private async transaction<T>(process: Process, work: (tx: Transaction) => Promise<T>): Promise<T> {
    await this.scheduler.point(process, 'begins a transaction');
    const fault = this.faults.ofStatement();
    if (fault === 'before') throw connectionBroken();
    const tx: SimTransaction = new SimTransaction(process, (text, parameters) =>
      this.inside(tx, text, parameters),
    );
    try {
      const result = await work(tx);
      tx.check();
      if (fault === 'after') throw connectionBroken();
      return result;
    } finally {
      for (const row of this.positions.values()) if (row.lockedBy === tx) this.release(row);
    }
  }

  private async inside(tx: SimTransaction, text: string, parameters: Parameters): Promise<unknown[]> {
    if (!text.includes('for update of p')) return this.answer(text, parameters);
    const row = this.positions.get(keyOf(parameters));
    if (row === undefined) return [];
    if (!this.locksPositions) {
      const stale = this.open(row, parameters);
      await this.scheduler.point(tx.process, 'has read the position');
      return stale;
    }
    await this.lock(tx, row);
    await this.scheduler.point(tx.process, 'has locked the position');
    tx.check();
    return this.open(row, parameters);
  }

  private async lock(tx: SimTransaction, row: PositionRow): Promise<void> {
    while (row.lockedBy !== undefined) {
      await new Promise<void>((resolve) => {
        row.waiting.push(() => this.scheduler.happen(tx.process, 'may try for the lock', resolve));
      });
      tx.check();
    }
    row.lockedBy = tx;
    row.limit = this.scheduler.after(
      IDLE_IN_TRANSACTION_MS,
      undefined,
      'the server ends an idle transaction',
      () => {
        tx.isCutOff = true;
        this.release(row);
      },
    );
  }

  private release(row: PositionRow): void {
    row.lockedBy = undefined;
    if (row.limit !== undefined) this.scheduler.cancel(row.limit);
    for (const wake of row.waiting.splice(0)) wake();
  }

  private open(row: PositionRow, parameters: Parameters): unknown[] {
    const [, , , epoch, expected] = parameters;
    const hashes = listOf(parameters[5]);
    const isExpected = row.epoch === epoch && row.nextOffset === expected;
    const repeated = isExpected ? this.remember(hashes) : [];
    return [{ epoch: row.epoch, next_offset: String(row.nextOffset), revision: 0, repeated, parked: null }];
  }

  private remember(hashes: readonly string[]): string[] {
    const repeated = hashes.filter((hash) => this.seen.has(hash));
    for (const hash of hashes) this.seen.add(hash);
    return repeated;
  }

  private answer(text: string, parameters: Parameters): unknown[] {
    if (text.includes('with advanced as')) return this.advance(parameters);
    if (text.includes('insert into position')) return this.place(parameters);
    if (text.includes('from position')) return this.placesOf(parameters);
    if (text.startsWith('insert into outbox')) return [{ id: this.nextRow() }];
    // Rows that a process leaves behind are told by whoever meets the same next.
    if (text.includes('from outbox')) return [];
    if (text.trimStart().startsWith('with fresh as'))
      return this.remember(listOf(parameters[0])).map((hash) => ({ hash }));
    this.unknown.push(text.trim().slice(0, 60));
    throw new Error('The simulated database does not know this statement');
  }

  private advance(parameters: Parameters): unknown[] {
    const [, , , nextOffset, lastOffset, fingerprint, , , messages] = parameters;
    const row = this.positions.get(keyOf(parameters));
    if (row === undefined) return [];
    Object.assign(row, { nextOffset, lastOffset, fingerprint });
    return [{ id: messages === null ? null : this.nextRow() }];
  }

  private nextRow(): string {
    this.outboxIds += 1;
    return String(this.outboxIds);
  }

  private place([group, topics, partitions, offsets]: Parameters): unknown[] {
    (topics as string[]).forEach((topic, index) => {
      const partition = (partitions as number[])[index] ?? 0;
      const key = keyOf([group, topic, partition]);
      if (this.positions.has(key)) return;
      const nextOffset = (offsets as number[])[index] ?? 0;
      const row = { topic, partition, epoch: 0, nextOffset, lastOffset: null, fingerprint: null };
      this.positions.set(key, { ...row, lockedBy: undefined, limit: undefined, waiting: [] });
    });
    return [];
  }

  private placesOf([group, topics, partitions]: Parameters): unknown[] {
    return (topics as string[]).flatMap((topic, index) => {
      const row = this.positions.get(keyOf([group, topic, (partitions as number[])[index]]));
      if (row === undefined) return [];
      const { partition, epoch, fingerprint } = row;
      const last_offset = row.lastOffset === null ? null : String(row.lastOffset);
      return [{ topic, partition, epoch, next_offset: String(row.nextOffset), last_offset, fingerprint }];
    });
  }
}

/** One transaction, with the statements that it understands. */
class SimTransaction implements Transaction {
  isCutOff = false;

  constructor(
    readonly process: Process,
    private readonly run: (text: string, parameters: Parameters) => Promise<unknown[]>,
  ) {}

  get manager(): Transaction['manager'] {
    throw new Error('The simulated database has no entities');
  }

  async query<Row>(text: string, parameters: Parameters = []): Promise<Row[]> {
    this.check();
    return (await this.run(text, parameters)) as Row[];
  }

  /** Throws as a session does that the server has ended. */
  check(): void {
    if (this.isCutOff)
      throw Object.assign(new Error('terminating connection due to idle-in-transaction timeout'), {
        code: '25P03',
      });
  }
}

/** Whether the server has ended the session of a transaction. */
export function checkSession(tx: unknown): void {
  if (tx instanceof SimTransaction) tx.check();
}

function keyOf([group, topic, partition]: Parameters): string {
  return `${String(group)}/${String(topic)}/${String(partition)}`;
}

function listOf(list: unknown): string[] {
  return String(list)
    .slice(1, -1)
    .split(',')
    .filter((one) => one !== '');
}
