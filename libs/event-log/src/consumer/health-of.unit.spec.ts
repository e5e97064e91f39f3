import type { ConsumerStatus, PartitionState } from '..';
import { healthOf } from './health-of';

const consumer = (states: readonly PartitionState[], joined = true): ConsumerStatus => ({
  group: 'folding',
  joined,
  partitions: states.map((state, partition) => ({
    topic: 't',
    partition,
    state,
    lag: 0,
    ...(state === 'halted' ? { reason: 'log-replaced: another record' } : {}),
  })),
});

describe('readiness of consumers', () => {
  it('is given when every partition is read, and for a member without any', () => {
    expect(healthOf([consumer(['reading', 'reading']), consumer([])])).toEqual({ ok: true });
  });

  it('waits for the group to be joined', () => {
    expect(healthOf([consumer([], false)])).toEqual({
      ok: false,
      detail: 'folding has not joined its group',
    });
  });

  it('names what is not read, and why', () => {
    expect(healthOf([consumer(['reading', 'checking', 'halted'])])).toEqual({
      ok: false,
      detail: 't/1 checking; t/2 halted log-replaced: another record',
    });
  });
});
