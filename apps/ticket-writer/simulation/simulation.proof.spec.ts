import { configureLogging } from '@parley/platform';
import { MUTANTS } from './mutants/all-mutants';
import { runSchedule } from './run-schedule';

const SCHEDULES = 5_000;
const WITHIN_MS = 20 * 60_000;
const FIRST_SEED = 1;

beforeAll(() => configureLogging({ level: 'silent' }));

describe('simulated schedules', () => {
  it(
    `K5 K15 ${SCHEDULES} random schedules leave in Zendesk what a calm day would`,
    async () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed += 1) {
        const { complaints } = await runSchedule({ seed });
        expect({ seed, complaints }).toEqual({ seed, complaints: [] });
      }
    },
    WITHIN_MS,
  );

  it.each(MUTANTS.map(({ name }) => name))(
    `notices the planted bug %s within ${SCHEDULES} schedules`,
    async (name) => {
      const mutant = MUTANTS.find((one) => one.name === name);
      let seed = FIRST_SEED;
      let found: readonly string[] = [];
      while (found.length === 0 && seed < FIRST_SEED + SCHEDULES) {
        found = (await runSchedule({ seed, ...(mutant && { mutant }) })).complaints;
        seed += 1;
      }
      expect(found).not.toEqual([]);
    },
    WITHIN_MS,
  );
});
