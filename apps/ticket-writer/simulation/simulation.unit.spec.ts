import { configureLogging } from '@parley/platform';
import { mutantOf } from './mutants/all-mutants';
import { runSchedule } from './run-schedule';
import { Shrinker } from './shrink';
import { tellStory } from './tell';

const SCHEDULES = 150;

beforeAll(() => configureLogging({ level: 'silent' }));

async function firstFind(name: string, within: number) {
  const mutant = mutantOf(name);
  if (mutant === undefined) throw new Error(`There is no bug ${name}`);
  for (let seed = 1; seed <= within; seed += 1) {
    const end = await runSchedule({ seed, mutant });
    if (end.complaints.length > 0) return { end, mutant };
  }
  throw new Error(`${name} was not found`);
}

describe('simulated schedules', () => {
  it(`K5 K15 ${SCHEDULES} random schedules leave in Zendesk what a calm day would`, async () => {
    for (let seed = 1; seed <= SCHEDULES; seed += 1) {
      const { complaints } = await runSchedule({ seed });
      expect({ seed, complaints }).toEqual({ seed, complaints: [] });
    }
  }, 120_000);

  it('plays the same schedule from the same seed, to the last step', async () => {
    for (const seed of [3, 6, 24]) {
      const [one, other] = [
        await runSchedule({ seed, keepsTrace: true }),
        await runSchedule({ seed, keepsTrace: true }),
      ];
      expect(other).toEqual(one);
    }
  });

  it.each([
    'no-marker',
    'retry-of-unknown',
    'no-idempotency-key',
    'target-past-transcript',
    'requester-by-contact',
  ])(
    'notices the planted bug %s',
    async (name) => {
      const { end } = await firstFind(name, 100);
      expect(end.complaints[0]).toMatch(/[A-Z]\d|rest/);
    },
    60_000,
  );

  it('tells a failure as a story that is no longer than the first one', async () => {
    const { end, mutant } = await firstFind('no-idempotency-key', 100);
    const shrunk = await Shrinker.shrink(end, mutant);
    expect(shrunk.story.events.length).toBeLessThanOrEqual(end.story.events.length);
    expect(tellStory(shrunk)).toContain(`--seed ${end.seed}`);
  }, 60_000);
});
