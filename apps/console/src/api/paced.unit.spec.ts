import { Paced } from './paced';

describe('what is run no more often than once a second', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('runs at once, and the many that follow as one', () => {
    const run = jest.fn();
    const paced = new Paced<string>(1_000, run);
    for (let change = 0; change < 50; change += 1) paced.ask('a');
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(999);
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(10_000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('lets no key wait for another', () => {
    const run = jest.fn();
    const paced = new Paced<string>(1_000, run);
    paced.ask('a');
    paced.ask('b');
    expect(run.mock.calls).toEqual([['a'], ['b']]);
  });

  it('forgets what waits when it is stopped', () => {
    const run = jest.fn();
    const paced = new Paced<string>(1_000, run);
    paced.ask('a');
    paced.ask('a');
    paced.stop();
    jest.advanceTimersByTime(5_000);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
