/** Place of a record in the log. Positions of one contact share a partition, so they have an order. */
export interface Position {
  readonly epoch: number;
  readonly partition: number;
  readonly offset: number;
}

/** Identity of an event. */
export interface EventRef {
  readonly source: string;
  readonly id: string;
}

/** What moved something: an event, or a version of the organization's configuration. */
export type Cause = EventRef | { readonly configVersion: number };

/** Since when something is as it is (milliseconds since 1970), and what made it so. For people: never used for order. */
export interface Since {
  readonly at: number;
  readonly cause: Cause;
}

/** An event of the log that moved something: where it stands, when it happened upstream (ms since 1970), which it was. */
export interface Mark {
  readonly position: Position;
  readonly at: number;
  readonly cause: EventRef;
}

/** Log order of two positions of one contact: negative when `left` is earlier, 0 when they are the same. */
export function comparePositions(left: Position, right: Position): number {
  return left.epoch === right.epoch ? left.offset - right.offset : left.epoch - right.epoch;
}

/** The later one in the log. */
export function laterPosition(left: Position, right: Position): Position {
  return comparePositions(left, right) >= 0 ? left : right;
}

/** The later one in the log; the first where both are the same event. */
export function laterMark(left: Mark, right: Mark): Mark {
  return comparePositions(left.position, right.position) >= 0 ? left : right;
}

/** The one that began last, of those there are; `first` where they began together. */
export function lastSince(first: Since, ...others: readonly (Since | undefined)[]): Since {
  let last = first;
  for (const other of others) if (other !== undefined && other.at > last.at) last = other;
  return last;
}
