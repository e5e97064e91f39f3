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
  private first: readonly [epoch: number, partition: number] | undefined;
  private readonly known: string[] = [];

  position({ epoch, partition, offset }: Position): StoredPosition {
    this.first ??= [epoch, partition];
    return epoch === this.first[0] && partition === this.first[1] ? offset : [offset, epoch, partition];
  }

  mark({ position, at, cause }: Mark): StoredMark {
    return [this.position(position), at, this.source(cause.source), cause.id];
  }

  /** `p` of the shared part, once everything else was written. */
  base(): StoredShared['p'] {
    return this.first ?? [0, 0];
  }

  /** `s` of the shared part, once everything else was written. */
  sources(): StoredShared['s'] {
    return this.known;
  }

  private source(source: string): number {
    const index = this.known.indexOf(source);
    return index >= 0 ? index : this.known.push(source) - 1;
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
