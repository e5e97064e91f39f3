import { facts, message, place, target, WriterWorld, SETTINGS } from '../../test/writer-world';
import { workLane } from './work-lane';

describe('a worker that is not alone', () => {
  it('writes nothing once somebody else holds the lane', async () => {
    const world = await WriterWorld.withTicket();
    await world.brings('two', 2);
    const slow = await world.claim();
    world.clock.advance(SETTINGS.leaseMs + 1);
    const quick = await world.claim();
    if (slow === undefined || quick === undefined) throw new Error('the lane was not claimed twice');
    await workLane(world.ports, quick, world.clock.monotonicMs(), () => false);
    const { writes } = world.zendesk;
    expect(await workLane(world.ports, slow, 0, () => false)).toEqual({ kind: 'lost' });
    expect(world.zendesk.writes).toBe(writes);
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
  });

  it('does not send when it slept between ledger and call', async () => {
    const world = await WriterWorld.withTicket();
    await world.brings('two', 2);
    const { begin } = world.store;
    world.store.begin = async (...effect) => {
      const begun = await begin.apply(world.store, effect);
      world.clock.advance(SETTINGS.leaseMs);
      return begun;
    };
    const { writes } = world.zendesk;
    await world.work();
    expect(world.zendesk.writes).toBe(writes);
    expect(world.effectStates().at(-1)).toBe('comment released');
    world.store.begin = begin;
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
  });

  it.each([1, 2])(
    'K15: finds out what became of the effect of a worker that died around its call (%#)',
    async (kind) => {
      const world = await WriterWorld.withTicket();
      await world.brings('two', 2);
      const { updateTicket } = world.zendesk;
      world.zendesk.updateTicket = async (...call) => {
        if (kind === 2) await updateTicket.apply(world.zendesk, call);
        throw new Error('killed');
      };
      await expect(world.work()).rejects.toThrow('killed');
      world.zendesk.updateTicket = updateTicket;
      world.clock.advance(SETTINGS.leaseMs + 1);
      await world.settle();
      expect(world.texts()).toEqual([['one', '(note)', 'two']]);
    },
  );

  it('finishes what is in hand and begins nothing new when it is told to stop', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one'), message(2, 'two'), { kind: 'closed', at: place(3) }]));
    await world.intake.targets([target(1, 3)]);
    const held = await world.claim();
    if (held === undefined) throw new Error('nothing to work on');
    await workLane(world.ports, held, world.clock.monotonicMs(), () => world.zendesk.writes > 0);
    expect(world.effectStates()).toEqual(['create done']);
    expect(await world.claim()).toBeDefined();
  });
});
