import type { Mark, Position } from '@parley/sync-policy';

/** A position as it is stored: the offset alone where epoch and partition are those of the state's first position. */
export type StoredPosition = number | readonly [offset: number, epoch: number, partition: number];
/** A mark as it is stored; `source` is an index into the state's list of sources. */
export type StoredMark = readonly [position: StoredPosition, at: number, source: number, id: string];

/** What all marks of one stored state share: each source is written once, epoch and partition too. */
export interface StoredShared {
  /** Epoch and partition that a position has unless it says otherwise. */
  readonly p: readonly [epoch: number, partition: number];
  readonly s: readonly string[];
}

/** Writes marks and positions of one state, and collects what they share. */
export class MarkWriter {
  private base: readonly [number, number] | undefined;
  private readonly sources: string[] = [];

  position({ epoch, partition, offset }: Position): StoredPosition {
    this.base ??= [epoch, partition];
    return epoch === this.base[0] && partition === this.base[1] ? offset : [offset, epoch, partition];
  }

  mark({ position, at, cause }: Mark): StoredMark {
    return [this.position(position), at, this.source(cause.source), cause.id];
  }

  /** To be read after everything was written. */
  shared(): StoredShared {
    return { p: this.base ?? [0, 0], s: this.sources };
  }

  private source(source: string): number {
    const known = this.sources.indexOf(source);
    return known >= 0 ? known : this.sources.push(source) - 1;
  }
}

/** Reads what a {@link MarkWriter} wrote. */
export class MarkReader {
  constructor(private readonly shared: StoredShared) {}

  position(stored: StoredPosition): Position {
    if (typeof stored !== 'number') return { offset: stored[0], epoch: stored[1], partition: stored[2] };
    return { offset: stored, epoch: this.shared.p[0], partition: this.shared.p[1] };
  }

  mark([position, at, source, id]: StoredMark): Mark {
    return { position: this.position(position), at, cause: { source: this.shared.s[source] ?? '', id } };
  }
}
