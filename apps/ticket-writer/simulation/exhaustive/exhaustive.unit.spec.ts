import { configureLogging } from '@parley/platform';
import { storing } from '../mutants/protocol';
import { walkAll } from './walk';

beforeAll(() => configureLogging({ level: 'silent' }));

describe('every order of the steps of two workers', () => {
  it('K15 with two messages and a crash leaves each message once, in order', async () => {
    const size = { workers: 2, messages: 2, crashes: 1, losses: 0, sleeps: 0 };
    const { failure, states } = await walkAll(size);
    expect(failure).toBeUndefined();
    expect(states).toBeGreaterThan(300);
  }, 120_000);

  it('finds the order in which a blind retry writes twice', async () => {
    const size = { workers: 2, messages: 1, crashes: 0, losses: 1, sleeps: 0 };
    const { failure } = await walkAll(size, (ports) =>
      storing(ports, (store) => ({
        conclude: (held, id, end, call, told) => {
          const again = { state: 'released', reason: 'again', forgetSight: true } as const;
          return store.conclude(held, id, end.state === 'unknown' ? again : end, call, told);
        },
      })),
    );
    expect(failure?.complaints[0]).toContain('K15');
  }, 60_000);
});
