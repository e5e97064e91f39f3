import { configureLogging } from '@parley/platform';
import { aDirectory } from '@parley/testing';
import fc from 'fast-check';
import { ACCOUNT, aDocument, BOTH_MODES } from '../../test/documents';
import { MemoryStage } from '../../test/memory-stage';
import { rebuiltStates } from '../../test/memory-rebuild';
import { cut, days } from '../../test/random-days';

configureLogging({ level: 'silent' });

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 300);
const ONCE = { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, continueAfterCreation: false } };
const OTHER_TEAM = { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, teamId: 'team-other' } };
const NO_MODE = { ...BOTH_MODES, modeA: { enabled: false }, modeB: { ...BOTH_MODES.modeB, enabled: false } };

/** What an administrator does between two batches. */
const changes = [
  { configuration: BOTH_MODES },
  { configuration: ONCE },
  { configuration: OTHER_TEAM },
  { configuration: NO_MODE },
  { state: 'unauthorised' as const },
  { accounts: [{ accountId: ACCOUNT, enabled: false, directApiContract: false }] },
  { accounts: [] },
];

describe('folding with recorded decisions', () => {
  it('T10 T11 T12 T6 comes to the same states as deciding did, whatever changed meanwhile and however batches are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.array(
          fc.record({
            length: fc.integer({ min: 1, max: 9 }),
            change: fc.constantFrom(undefined, ...changes),
          }),
        ),
        fc.array(fc.integer({ min: 1, max: 9 })),
        fc.boolean(),
        async (events, course, lengths, late) => {
          const live = new MemoryStage();
          await live.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
          let version = 1;
          await live.configure(aDocument(version));
          for (const [index, batch] of cut(
            events,
            course.map(({ length }) => length),
          ).entries()) {
            await live.fold(batch);
            const change = course[index]?.change;
            if (change !== undefined) await live.configure(aDocument((version += 1), change));
            if (!late) await live.lookAgainAtAll();
          }
          await live.lookAgainAtAll();

          const rebuilt = await rebuiltStates(events, live.messages, lengths);
          expect(rebuilt.left).toBe(0);
          expect(rebuilt.states).toEqual(live.states);
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);
});
