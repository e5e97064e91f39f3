import { Type } from '@sinclair/typebox';
import type { DeepReadonly } from './schema/deep-readonly';
import { Count } from './schema/primitives';

/** Schema of {@link Position}. */
export const PositionSchema = Type.Object(
  { epoch: Count, partition: Count, offset: Count },
  { description: 'Place of a record in the log of record' },
);

/** Place of a record in the log of record. An operator's command alone opens a new epoch. */
export type Position = DeepReadonly<{ epoch: number; partition: number; offset: number }>;

/**
 * Orders two positions of one contact, epoch first: negative when `left` is earlier, 0 when both are the same.
 * Positions of different partitions have no order between them; comparing those is a bug of the caller.
 *
 * @throws RangeError when the partitions differ inside one epoch.
 */
export function comparePositions(left: Position, right: Position): number {
  if (left.epoch !== right.epoch) return left.epoch - right.epoch;
  if (left.partition !== right.partition) {
    throw new RangeError(`Positions of partitions ${left.partition} and ${right.partition} have no order`);
  }
  return left.offset - right.offset;
}

/** The later of two positions of one contact. */
export function laterPosition(left: Position, right: Position): Position {
  return comparePositions(left, right) >= 0 ? left : right;
}
