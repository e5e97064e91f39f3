import type { Transaction } from '@parley/platform';
import type { RecordedStep } from '../src/rebuild/recorded-step';
import type { StepStore } from '../src/rebuild/step-store';

/** A store to be tried, and how to run something in a transaction of its. */
export interface StepsUnderTest {
  readonly store: StepStore;
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
}

const at = (offset: number, epoch = 0) => ({ epoch, partition: 3, offset });

function aStep(conversationId: string, version: number, offset: number, place = 0): RecordedStep {
  const what = { kind: 'noted', version } as const;
  return { conversationId, contactId: 'contact-1', version, place, after: at(offset), what };
}

const TALK = { conversationId: 'talk', contactId: 'contact-1' };

/** What every store of recorded decisions does. */
export function describeStepStore(name: string, open: () => Promise<StepsUnderTest>): void {
  describe(`recorded decisions ${name}`, () => {
    let under: StepsUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    const keep = (...steps: readonly RecordedStep[]) =>
      under.transaction((tx) => under.store.keep(tx, steps));
    const due = async (offset: number, epoch = 0, owned = TALK) =>
      (await under.transaction((tx) => under.store.due(tx, [owned], at(offset, epoch)))).get(
        owned.conversationId,
      );
    const taken = (offset: number) => under.transaction((tx) => under.store.taken(tx, [TALK], at(offset)));

    it('X6 gives the steps up to a place in the order of version and place, whatever the order of arrival', async () => {
      const [second, first, later] = [aStep('talk', 2, 5, 1), aStep('talk', 2, 4, 0), aStep('talk', 3, 9)];
      await keep(later);
      await keep(first, second);
      await keep(aStep('talk', 1, 2), aStep('other', 1, 1));
      expect(await due(5)).toEqual([aStep('talk', 1, 2), first, second]);
      expect(await due(0, 1)).toHaveLength(4);
      expect(await due(1)).toBeUndefined();
      expect(await due(5, 0, { ...TALK, contactId: 'contact-2' })).toBeUndefined();
    });

    it('T12 takes a step once, though its message comes again', async () => {
      await keep(aStep('talk', 1, 2), aStep('talk', 2, 5));
      await taken(4);
      await keep(aStep('talk', 1, 2));
      expect(await due(9)).toEqual([aStep('talk', 2, 5)]);
    });

    it('X6 knows whose a conversation is, and which conversations wait', async () => {
      await keep(aStep('talk', 1, 2), aStep('other', 1, 7), aStep('third', 1, 3));
      await taken(2);
      const [owners, waiting, behind] = await under.transaction(
        async (tx) =>
          [
            await under.store.owners(tx, ['talk', 'unknown']),
            await under.store.waiting(tx, '', 10),
            await under.store.waiting(tx, 'other', 1),
          ] as const,
      );
      expect(owners).toEqual(new Map([['talk', 'contact-1']]));
      expect(waiting.map(({ conversationId }) => conversationId)).toEqual(['other', 'third']);
      expect(behind.map(({ conversationId }) => conversationId)).toEqual(['third']);
    });
  });
}
