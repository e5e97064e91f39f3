/**
 * Place of a fact in the log of record. All facts of one conversation lie on one partition, so within a conversation
 * epoch and offset order them.
 */
export interface LogPosition {
  readonly epoch: number;
  readonly partition: number;
  readonly offset: number;
}

/** Negative when `a` is before `b`, zero when they are one place, positive when `a` is after `b`. */
export function comparePositions(a: LogPosition, b: LogPosition): number {
  return a.epoch - b.epoch || a.offset - b.offset;
}

/** Whether `position` lies after `limit`; everything lies after "nothing yet" (`null`). */
export function isAfter(position: LogPosition, limit: LogPosition | null): boolean {
  return limit === null || comparePositions(position, limit) > 0;
}

/** The later of two places, where `null` is before all. */
export function laterOf(a: LogPosition | null, b: LogPosition): LogPosition {
  return a !== null && comparePositions(a, b) > 0 ? a : b;
}
