import type { TicketParked } from '@parley/contracts';
import { facts, message, target, WriterWorld, TICKET_KEY } from '../../test/writer-world';

const LANE = { organizationId: 'org-1', ticketKey: TICKET_KEY } as const;
const RETRY = { kind: 'retry', ...LANE } as const;
const IGNORED = { by: 'Grace Hopper', at: '2026-11-21T10:00:00Z', note: 'Not worth it' } as const;

function parkedEffect(world: WriterWorld): string {
  const parked = world.tables.told.findLast(
    (event): event is TicketParked => event.type === 'parley.ticket.parked.v1',
  );
  return parked?.data.effectId ?? '';
}

const ignore = (effectId: string) => ({ kind: 'ignore', ...LANE, effectId, ignored: IGNORED }) as const;

async function told(world: WriterWorld, text: string, offset: number): Promise<void> {
  await world.intake.facts(facts([message(offset, text)]));
  await world.intake.targets([target(1, offset)]);
  await world.settle();
}

async function withParked(): Promise<WriterWorld> {
  const world = await WriterWorld.started();
  await told(world, 'one', 1);
  world.clock.advance(5_000);
  world.zendesk.faults.push({ refused: 'invalid' });
  await told(world, 'two', 2);
  await told(world, 'three', 3);
  return world;
}

describe('a lane that Zendesk refused', () => {
  it('G8 X3: tries again what was refused, with what came meanwhile, when somebody retries', async () => {
    const world = await withParked();
    expect(world.texts()).toEqual([['one', '(note)']]);
    const { events, anyMayWork } = await world.parked.carryOut([RETRY], new Date(0));
    expect(events.map(({ type }) => type)).toEqual(['parley.ticket.resumed.v1']);
    expect(anyMayWork).toBe(true);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
  });

  it('X3: what is let go is skipped with an internal note, and the rest goes on', async () => {
    const world = await withParked();
    const { events } = await world.parked.carryOut([ignore(parkedEffect(world))], new Date(0));
    expect(events.map(({ type, data }) => ('state' in data ? data.state : type))).toEqual([
      'ignored',
      'parley.ticket.resumed.v1',
    ]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', '(note)', 'three']]);
    const note = world.zendesk.tickets[0]?.comments[2];
    expect(note).toMatchObject({ public: false });
    for (const part of ['Grace Hopper', 'Not worth it', 'rejected-by-zendesk', '2026-11-21 10:00 UTC'])
      expect(note?.html_body).toContain(part);
  });

  it('X3: the note comes once when its answer is lost', async () => {
    const world = await withParked();
    world.zendesk.faults.push('lost-after');
    await world.parked.carryOut([ignore(parkedEffect(world))], new Date(0));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', '(note)', 'three']]);
  });

  it('X3: an order counts once, and only for what the person saw', async () => {
    const world = await withParked();
    const seen = parkedEffect(world);
    expect((await world.parked.carryOut([ignore(TICKET_KEY)], new Date(0))).events).toEqual([]);
    const foreign = { ...RETRY, organizationId: 'org-2' };
    expect((await world.parked.carryOut([foreign], new Date(0))).events).toEqual([]);
    world.zendesk.faults.push({ refused: 'invalid' });
    await world.parked.carryOut([RETRY, ignore(seen), RETRY], new Date(0));
    await world.settle();
    expect(parkedEffect(world)).not.toBe(seen);
    expect((await world.parked.carryOut([ignore(seen)], new Date(0))).events).toEqual([]);
    await world.parked.carryOut([ignore(parkedEffect(world))], new Date(0));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', '(note)']]);
  });

  it('X3: a first write that is let go leaves the note and all that comes later', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push({ refused: 'invalid' });
    await told(world, 'one', 1);
    await world.parked.carryOut([ignore(parkedEffect(world))], new Date(0));
    await world.settle();
    await told(world, 'two', 2);
    expect(world.texts()).toEqual([['(note)', '(note)', 'two']]);
  });

  it('X3 K11: a deleted ticket that is let go is passed, and parks again at the next message', async () => {
    const world = await WriterWorld.started();
    await told(world, 'one', 1);
    world.clock.advance(5_000);
    world.zendesk.change(100, { deleted: true });
    await told(world, 'two', 2);
    await world.parked.carryOut([ignore(parkedEffect(world))], new Date(0));
    await world.settle();
    expect(world.tables.lanes.get(TICKET_KEY)).toMatchObject({ state: 'active', workable: false });
    await told(world, 'three', 3);
    expect(world.tables.lanes.get(TICKET_KEY)?.reason).toBe('ticket-deleted');
    expect(world.zendesk.tickets).toHaveLength(1);
  });
});
