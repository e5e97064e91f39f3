import type {
  BatchHandler,
  BatchOutcome,
  LogRecord,
  PartitionBatch,
  TopicPartition,
} from '../ports/log-record';
import type { PartitionStatus } from '../ports/event-log';
import type { Fingerprint, StoredPosition } from '../ports/positions';
import { fingerprintOf, isSameHash } from './fingerprint';
import { judgePosition, type PartitionRange } from './judge-position';

/** Records of one fetch, as the client gave them. */
export type FetchedRecords = Pick<
  PartitionBatch,
  'fetchedOffset' | 'endOffset' | 'records' | 'highWatermark'
>;

/** What the driver of a partition does next. */
export type Step =
  | { readonly kind: 'read'; readonly offset: number }
  /** Read nothing; after a while read the stored position again and compare it with the log. */
  | { readonly kind: 'place-again'; readonly afterMs: number }
  /** This fetch is none of the partition's own: leave everything as it is. */
  | { readonly kind: 'ignore' };

/** A halted partition is looked at again this often, so that an operator's command is noticed without a restart. */
const LOOK_AGAIN_MS = 15_000;

/** Why a partition is not read. */
interface Trouble {
  readonly state: 'paused' | 'halted';
  readonly reason: string;
  /** The log itself is wrong, so a log that is right again ends it; other trouble ends with the next stored batch. */
  readonly ofLog: boolean;
}

/**
 * One assigned partition, from its assignment to its revocation: which offset is expected next, whether the log is still the
 * one that was read before, and what the driver (Kafka or in memory) shall do after each fetch.
 */
export class PartitionCourse {
  private phase: 'stopped' | 'checking' | 'reading' = 'stopped';
  private trouble: Trouble | undefined;
  private epoch = 0;
  /** The stored position. */
  private nextOffset = 0;
  /** What the next fetch must have asked for; above the position where the client hides records (markers of transactions). */
  private readOffset = 0;
  private highWatermark = 0;
  /** The record that must be found before anything else is taken. */
  private expected: Fingerprint | undefined;

  constructor(
    readonly group: string,
    readonly partition: TopicPartition,
    private readonly handle: BatchHandler,
    private readonly onHandlerError: (error: unknown) => void,
  ) {}

  /** Begins, or begins again, at a stored position that is compared with the log first. */
  place(stored: StoredPosition, range: PartitionRange): Step {
    const verdict = judgePosition(stored, range);
    this.highWatermark = range.high;
    this.nextOffset = stored.nextOffset;
    if (verdict.kind === 'halt') return this.halt(verdict.code, verdict.detail, true);
    this.epoch = stored.epoch;
    this.expected = verdict.expect;
    this.readOffset = verdict.expect?.offset ?? verdict.nextOffset;
    if (verdict.expect === undefined) this.logIsRight();
    else this.phase = 'checking';
    return { kind: 'read', offset: this.readOffset };
  }

  /** The client passed over records that it does not show, up to and without `offset`. */
  passedHidden(offset: number): void {
    if (this.phase === 'reading') this.readOffset = offset;
  }

  /** The stored position, as far as this member knows. */
  get position(): number {
    return this.nextOffset;
  }

  /**
   * What the log holds, seen while nothing may be arriving; a step where that does not fit the position.
   *
   * @param positionThen the position when the log was asked; one that moved since proves that all is well
   */
  observe(range: PartitionRange, positionThen: number): Step | undefined {
    this.highWatermark = Math.max(range.high, this.nextOffset);
    if (this.phase === 'stopped' || this.nextOffset !== positionThen) return undefined;
    const fits = this.nextOffset >= range.low && this.nextOffset <= range.high;
    return fits ? undefined : this.placeAgain(0);
  }

  /** Takes one fetch. Never throws. */
  async take(fetched: FetchedRecords): Promise<Step> {
    if (this.phase === 'stopped') return { kind: 'ignore' };
    this.highWatermark = fetched.highWatermark;
    if (fetched.fetchedOffset !== this.readOffset) return this.placeAgain(0);
    if (this.expected !== undefined && !isSameRecord(fetched.records[0], this.expected))
      return this.halt(
        'log-replaced',
        `the record at offset ${this.expected.offset} is not the one that was read before`,
        true,
      );
    this.expected = undefined;
    this.logIsRight();
    const records = recordsFrom(this.nextOffset, fetched.records);
    if (records.length === 0) {
      this.readOffset = Math.max(this.nextOffset, fetched.endOffset);
      return { kind: 'read', offset: this.readOffset };
    }
    return this.follow(await this.handled({ ...fetched, records }));
  }

  status(): PartitionStatus {
    return {
      ...this.partition,
      state: this.trouble?.state ?? (this.phase === 'reading' ? 'reading' : 'checking'),
      ...(this.trouble === undefined ? {} : { reason: this.trouble.reason }),
      lag: Math.max(0, this.highWatermark - this.nextOffset),
    };
  }

  private async handled(fetched: FetchedRecords): Promise<BatchOutcome> {
    try {
      return await this.handle({
        ...this.partition,
        ...fetched,
        group: this.group,
        epoch: this.epoch,
        fetchedOffset: this.nextOffset,
      });
    } catch (error) {
      this.onHandlerError(error);
      return { kind: 'pause', reason: 'handler-failed', retryAfterMs: 1_000 };
    }
  }

  private follow(outcome: BatchOutcome): Step {
    switch (outcome.kind) {
      case 'stored':
        this.trouble = undefined;
        this.nextOffset = outcome.nextOffset;
        this.readOffset = outcome.nextOffset;
        return { kind: 'read', offset: outcome.nextOffset };
      case 'seek':
        return this.placeAgain(0);
      case 'pause':
        this.trouble = { state: 'paused', reason: outcome.reason, ofLog: false };
        return this.placeAgain(outcome.retryAfterMs);
      case 'halt':
        return this.halt(outcome.code, outcome.detail, false);
    }
  }

  private logIsRight(): void {
    this.phase = 'reading';
    if (this.trouble?.ofLog === true) this.trouble = undefined;
  }

  private halt(code: string, detail: string, ofLog: boolean): Step {
    this.trouble = { state: 'halted', reason: `${code}: ${detail}`, ofLog };
    return this.placeAgain(LOOK_AGAIN_MS);
  }

  private placeAgain(afterMs: number): Step {
    this.phase = 'stopped';
    return { kind: 'place-again', afterMs };
  }
}

function recordsFrom(offset: number, records: readonly LogRecord[]): readonly LogRecord[] {
  const [first] = records;
  if (first === undefined || first.offset >= offset) return records;
  return records.filter((record) => record.offset >= offset);
}

function isSameRecord(first: LogRecord | undefined, expected: Fingerprint): boolean {
  if (first?.offset !== expected.offset) return false;
  return isSameHash(fingerprintOf(first).hash, expected.hash);
}
