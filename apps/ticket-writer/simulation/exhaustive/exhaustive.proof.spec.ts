import { configureLogging } from '@parley/platform';
import { walkAll } from './walk';

const WITHIN_MS = 20 * 60_000;

beforeAll(() => configureLogging({ level: 'silent' }));

describe('every order of the steps of two workers', () => {
  it.each([
    { workers: 2, messages: 3, crashes: 2, losses: 0, sleeps: 0 },
    { workers: 2, messages: 3, crashes: 2, losses: 1, sleeps: 0 },
    { workers: 2, messages: 2, crashes: 1, losses: 0, sleeps: 1 },
  ])(
    'K15 leaves each message once, in order: %j',
    async (size) => {
      const { failure, states, orders, longest } = await walkAll(size);
      process.stdout.write(`${JSON.stringify({ ...size, states, orders, longest })}\n`);
      expect(failure).toBeUndefined();
      expect(states).toBeGreaterThan(2_000);
    },
    WITHIN_MS,
  );
});
