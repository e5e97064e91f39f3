import fc from 'fast-check';
import { CONVERSATIONS, history } from '../test/histories';
import { play } from '../test/play';
import { referenceTargets } from '../test/reference';
import { World } from '../test/world';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 2_000);

describe('the policy against the reference written from the rules', () => {
  it('T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 give the same tickets for any history', () => {
    fc.assert(
      fc.property(history, (happenings) => {
        const world = new World();
        world.know('whatsapp');
        for (const happening of happenings) play(world, happening);
        // The directory took the first number of the clock.
        const told = happenings.map((happening, index) => ({ ...happening, at: index + 2 }));
        for (const conversation of CONVERSATIONS) {
          expect(world.targetsOf(conversation)).toEqual(referenceTargets(told, conversation));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
