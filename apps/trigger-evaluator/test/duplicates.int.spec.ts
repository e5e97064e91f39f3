import type { ConversationEvent } from '@parley/contracts';
import { configureLogging } from '@parley/platform';
import { aDirectory } from '@parley/testing';
import fc from 'fast-check';
import { DirectEvaluator } from './direct-evaluator';
import { ACCOUNT, aDocument, EMAIL_KEY } from './documents';
import { cut, days } from './random-days';

configureLogging({ level: 'silent' });

/** Each draws a day of its own; every batch is a transaction, so that hundreds are what fits into a test. */
const RUNS = 40;

/** The same day for conversations and contacts of their own. */
function named(events: readonly ConversationEvent[], name: string): readonly ConversationEvent[] {
  const text = JSON.stringify(events).replace(/"(conv-\d|contact-[ab])/g, `"${name}-$1`);
  return JSON.parse(text) as readonly ConversationEvent[];
}

/** Puts copies of events behind themselves, at any distance. */
function withDuplicates(events: readonly ConversationEvent[], draws: readonly number[]) {
  const told = [...events];
  for (const draw of draws) {
    const from = draw % told.length;
    const event = told[from];
    const behind = from + 1 + ((draw * 7) % (told.length - from));
    if (event !== undefined) told.splice(behind, 0, event);
  }
  return told;
}

describe('duplicates', () => {
  let direct: DirectEvaluator;
  beforeAll(async () => {
    direct = await DirectEvaluator.open();
    await direct.learn(aDirectory().withAccount(ACCOUNT, 'whatsapp').withField(EMAIL_KEY).events());
    await direct.configure(aDocument(1));
  });
  afterAll(() => direct.close());

  it('T12 anywhere in the log, in a batch or far apart, change nothing', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 9 })),
        async (events, draws, lengths) => {
          run += 1;
          const states = async (name: string) => {
            const rows = await direct.database.query<{ id: string; state: string }>(
              `select id, state from conversation where id like $1 order by id`,
              [`${name}-%`],
            );
            // Where in the log something stood differs, what is remembered of it does not.
            return rows.map(({ id, state }) => [
              id.slice(name.length),
              state.replaceAll(name, '').replace(/(?<=[[,:])\d+(?=[\],}])/g, '#'),
            ]);
          };
          const once = `run${run}once`;
          const often = `run${run}more`;
          for (const piece of cut(named(events, once), lengths)) await direct.fold(piece);
          for (const piece of cut(withDuplicates(named(events, often), draws), lengths))
            await direct.fold(piece);
          const told = await direct.told();
          for (const conversation of ['conv-0', 'conv-1', 'conv-2']) {
            const targets = (name: string) =>
              told
                .targets(`${name}-${conversation}`)
                .map(({ mode, requester, frozen }) => ({ mode, requester, frozen }));
            expect(targets(often)).toEqual(targets(once));
            expect(told.reasons(`${often}-${conversation}`)).toEqual(told.reasons(`${once}-${conversation}`));
          }
          expect(await states(often)).toEqual(await states(once));
        },
      ),
      { numRuns: RUNS },
    );
  });
});
