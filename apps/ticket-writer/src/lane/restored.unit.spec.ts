import type { Entry } from '@parley/ticket-content';
import { customer, facts, message, place, target, TICKET_KEY, WriterWorld } from '../../test/writer-world';
import { effectIdOf } from './conclude';

/** Later than Zendesk remembers keys. */
const LONG_MS = 3 * 3_600_000;

/** Keeps what the store holds now; called, it puts that back, and time has passed. */
function snapshot(world: WriterWorld): (passedMs?: number) => void {
  const { lanes, effects, attachments, attachedFiles } = world.tables;
  const kept = structuredClone({ lanes, effects, attachments, attachedFiles });
  return (passedMs = 60_000) => {
    for (const name of ['lanes', 'attachments', 'attachedFiles'] as const) {
      const table: Map<string, unknown> = world.tables[name];
      table.clear();
      for (const [key, row] of kept[name]) table.set(key, row);
    }
    effects.splice(0, effects.length, ...kept.effects);
    world.clock.advance(passedMs);
  };
}

/** The topics are read again from the restored positions. */
async function readAgain(world: WriterWorld, entries: readonly Entry[], firedAt = 1): Promise<void> {
  await world.intake.facts(facts(entries));
  await world.intake.targets([target(firedAt, entries.at(-1)?.at.offset ?? 0)]);
}

function closing(offset: number): Entry {
  return { kind: 'closed', at: place(offset) };
}

describe('a database restored to an earlier time', () => {
  it('K15: knows from the newest marker what was written since, and goes on after it', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    await world.brings('two', 2);
    await world.settle();
    world.clock.advance(10_000);
    await world.brings('three', 3);
    await world.settle();
    restore();
    await readAgain(world, [message(2, 'two'), message(3, 'three'), message(4, 'four')]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three', 'four']]);
  });

  it('K15: gives no number of an effect again that is in Zendesk', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    for (const offset of [2, 3, 4]) {
      await world.brings(`message ${offset}`, offset);
      await world.settle();
      world.clock.advance(10_000);
    }
    const used = world.tables.effects.map(({ effect }) => effect.id);
    restore();
    await readAgain(
      world,
      [2, 3, 4, 5].map((offset) => message(offset, `message ${offset}`)),
    );
    await world.settle();
    const [newest] = world.tables.effects.slice(-1);
    expect(used).not.toContain(newest?.effect.id);
    expect(world.tables.lanes.get(TICKET_KEY)).toMatchObject({ written: newest?.effect.sequence });
    expect(effectIdOf({ ticketKey: TICKET_KEY, nextSequence: newest?.effect.sequence ?? 0 })).toBe(
      newest?.effect.id,
    );
  });

  it.each([
    ['within the life of keys', 60_000],
    ['after it', LONG_MS],
  ])('K15: finds a ticket that it does not know at all, %s', async (_, passedMs) => {
    const world = await WriterWorld.started();
    const restore = snapshot(world);
    await world.brings('one', 1);
    await world.settle();
    world.clock.advance(10_000);
    await world.brings('two', 2);
    await world.settle();
    restore(passedMs);
    await readAgain(world, [message(1, 'one'), message(2, 'two'), message(3, 'three')]);
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
  });

  it('K15: the answer to an old key is not the whole ticket: what came after it is read first', async () => {
    const world = await WriterWorld.started();
    const restore = snapshot(world);
    const asked = { requestedAtMs: world.clock.now().getTime() };
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1, asked)]);
    await world.settle();
    restore(5_000);
    await world.intake.targets([target(1, 1, asked)]);
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.texts()).toEqual([['one', '(note)']]);
  });

  it('K15: an effect that was begun before the restore, and ended after, is settled before anything is read', async () => {
    const world = await WriterWorld.withTicket();
    await world.brings('two', 2);
    const kept: { restore?: (passedMs?: number) => void } = {};
    world.zendesk.beforeAnswer = () => {
      kept.restore ??= snapshot(world);
    };
    await world.settle();
    world.zendesk.beforeAnswer = () => undefined;
    world.clock.advance(10_000);
    await world.brings('three', 3);
    await world.settle();
    kept.restore?.();
    await readAgain(world, [message(3, 'three'), message(4, 'four')]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three', 'four']]);
  });

  it('K9: a ticket that Parley closed itself meanwhile goes on in the follow-up that is there', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    await readAgain(world, [message(2, 'two'), closing(3)]);
    await world.settle();
    world.clock.advance(10_000);
    await world.brings('four', 4);
    await world.settle();
    expect(world.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['four', '(note)'],
    ]);
    restore(LONG_MS);
    await readAgain(world, [message(2, 'two'), closing(3), message(4, 'four'), message(5, 'five')]);
    await world.settle();
    expect(world.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['four', '(note)', 'five'],
    ]);
    expect(world.alerts).toEqual([]);
  });

  it('K9: a ticket that an agent closed after the restore gets a follow-up, once', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    await world.brings('two', 2);
    await world.settle();
    restore();
    world.zendesk.change(100, { status: 'closed' });
    await readAgain(world, [message(2, 'two'), message(3, 'three')]);
    await world.settle();
    expect(world.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['three', '(note)'],
    ]);
  });

  it('K11: a ticket that was merged meanwhile is followed, and what was written there since is known', async () => {
    const world = await WriterWorld.withTicket();
    await world.brings('two', 2);
    await world.settle();
    world.clock.advance(10_000);
    const restore = snapshot(world);
    const other = world.zendesk.tickets[0];
    if (other === undefined) throw new Error('there is no ticket');
    world.zendesk.tickets.push({ ...other, id: 200, externalId: '', comments: [], audits: [] });
    world.zendesk.merge(100, 200);
    await world.brings('three', 3);
    await world.settle();
    restore();
    await readAgain(world, [message(3, 'three'), message(4, 'four')]);
    await world.settle();
    expect(world.texts()).toEqual([
      ['one', '(note)', 'two'],
      ['three', 'four'],
    ]);
  });

  it('K11: a ticket that was made and deleted meanwhile is not made again', async () => {
    const world = await WriterWorld.started();
    const restore = snapshot(world);
    await world.brings('one', 1);
    await world.settle();
    restore();
    world.zendesk.change(100, { deleted: true });
    world.clock.advance(60_000);
    // Another requester, so other bytes under the old key.
    await world.intake.customers([customer({ requesterKey: 'user:777', zendeskUserId: 777 })]);
    await world.intake.targets([target(1, 1, { requesterKey: 'user:777', version: 9 })]);
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.tables.lanes.get(TICKET_KEY)).toMatchObject({ state: 'parked', reason: 'ticket-deleted' });
  });

  it('K7: tags that Parley put on the ticket meanwhile are its own still', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    await readAgain(world, [{ kind: 'tags', at: place(2), tags: ['a', 'b'] }]);
    await world.settle();
    restore();
    await readAgain(world, [
      { kind: 'tags', at: place(2), tags: ['a', 'b'] },
      message(3, 'three'),
      { kind: 'tags', at: place(4), tags: ['b'] },
    ]);
    await world.settle();
    expect([...(world.zendesk.tickets[0]?.tags ?? [])].sort()).toEqual(['b', 'parley']);
  });

  it('K15: markers of the first release are read, too', async () => {
    const world = await WriterWorld.withTicket();
    const restore = snapshot(world);
    await world.brings('two', 2);
    await world.settle();
    for (const { metadata } of world.zendesk.tickets[0]?.audits ?? []) {
      const marker = (metadata?.custom as { parley: { state?: string } }).parley;
      delete marker.state;
    }
    restore();
    await readAgain(world, [message(2, 'two'), message(3, 'three')]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
  });

  it('K15: on a day without a restore it costs no call', async () => {
    const world = await WriterWorld.started();
    const asked = { requestedAtMs: world.clock.now().getTime() };
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1, asked)]);
    await world.settle();
    world.clock.advance(10_000);
    await world.brings('two', 2);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
    expect({ writes: world.zendesk.writes, reads: world.zendesk.reads }).toEqual({ writes: 3, reads: 1 });
  });
});
