import { comparePositions, laterPosition, type Position } from './position';

const at = (epoch: number, offset: number, partition = 3): Position => ({ epoch, partition, offset });

describe('comparePositions', () => {
  it('orders by epoch, then by offset', () => {
    const sorted = [at(1, 2), at(0, 9), at(1, 0), at(0, 10)].sort(comparePositions);
    expect(sorted).toEqual([at(0, 9), at(0, 10), at(1, 0), at(1, 2)]);
  });

  it('lets an epoch rule even where the partition is another', () => {
    expect(comparePositions(at(1, 0, 4), at(0, 9, 3))).toBeGreaterThan(0);
  });

  it('refuses to order two partitions of one epoch', () => {
    expect(() => comparePositions(at(0, 1, 3), at(0, 1, 4))).toThrow(RangeError);
  });
});

describe('laterPosition', () => {
  it('is the maximum, whichever comes first', () => {
    expect(laterPosition(at(0, 5), at(0, 7))).toEqual(at(0, 7));
    expect(laterPosition(at(0, 7), at(0, 5))).toEqual(at(0, 7));
  });
});
