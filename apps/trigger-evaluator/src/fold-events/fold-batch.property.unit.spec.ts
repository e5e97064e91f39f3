import { configureLogging } from '@parley/platform';
import { aDirectory } from '@parley/testing';
import fc from 'fast-check';
import { ACCOUNT, aDocument, BOTH_MODES } from '../../test/documents';
import { MemoryStage } from '../../test/memory-stage';
import { cut, days } from '../../test/random-days';

configureLogging({ level: 'silent' });

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 300);
const ONCE = { ...BOTH_MODES, modeB: { ...BOTH_MODES.modeB, continueAfterCreation: false } };

async function anOpenStage(): Promise<MemoryStage> {
  const stage = new MemoryStage();
  await stage.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').events());
  await stage.configure(aDocument(1));
  await stage.lookAgainAtAll();
  return stage;
}

describe('folding any batches', () => {
  it('T12 any cut of the log into batches gives the same targets, gates and states', async () => {
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 9 })),
        async (events, once, lengths) => {
          const [whole, pieces] = [await anOpenStage(), await anOpenStage()];
          for (const stage of [whole, pieces]) {
            if (once) await stage.configure(aDocument(2, { configuration: ONCE }));
            await stage.lookAgainAtAll();
          }
          await whole.fold(events);
          for (const piece of cut(events, lengths)) await pieces.fold(piece);
          expect(pieces.told.targets()).toEqual(whole.told.targets());
          for (const id of ['conv-0', 'conv-1', 'conv-2']) {
            expect(pieces.told.reasons(id)).toEqual(whole.told.reasons(id));
          }
          expect(pieces.states).toEqual(whole.states);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('T11 any cut gives the same targets when a gate opens late', async () => {
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.array(fc.integer({ min: 1, max: 9 })),
        fc.integer({ min: 1, max: 3 }),
        async (events, lengths, size) => {
          const [whole, pieces] = [await anOpenStage(), await anOpenStage()];
          for (const stage of [whole, pieces]) await stage.configure(aDocument(2, { state: 'unauthorised' }));
          await whole.fold(events);
          for (const piece of cut(events, lengths)) await pieces.fold(piece);
          expect(whole.told.targets()).toEqual([]);
          for (const stage of [whole, pieces]) await stage.configure(aDocument(3));
          await whole.lookAgainAtAll();
          await pieces.lookAgainAtAll(size);
          expect(pieces.told.targets()).toEqual(whole.told.targets());
          expect(pieces.states).toEqual(whole.states);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
