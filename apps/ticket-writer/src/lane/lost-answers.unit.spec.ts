import {
  facts,
  message,
  organization,
  place,
  target,
  WriterWorld,
  SETTINGS,
  TICKET_KEY,
} from '../../test/writer-world';
import type { Fault } from '../../test/memory-zendesk';
import { workLane } from './work-lane';

describe('an answer that got lost', () => {
  it.each<readonly [string, readonly (Fault | undefined)[]]>([
    ['before Zendesk had it', ['lost-before']],
    ['after Zendesk applied it', ['lost-after']],
    ['several times', ['lost-before', 'lost-before', 'lost-after', 'lost-before', 'lost-after']],
  ])('K15: a create lost %s goes again under its key, and makes one ticket', async (_, faults) => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push(...faults);
    world.zendesk.listLags = true;
    await world.brings('one', 1);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
    expect(world.effectStates()).toEqual(['create done', 'comment done']);
  });

  it('K15: a create whose key Zendesk has forgotten is looked up by external id', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push('lost-after');
    await world.brings('one', 1);
    await world.work();
    await world.intake.organizations([organization(2, { state: 'unauthorised' })]);
    world.clock.advance(SETTINGS.idempotencyMs + 1);
    await world.intake.organizations([organization(3)]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
  });

  it('K15: a create made as another user is looked up, never sent again', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push('lost-after');
    await world.brings('one', 1);
    await world.work();
    await world.intake.organizations([organization(2, { connectedUserId: 901 })]);
    world.clock.advance(10_000);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
    expect(world.zendesk.tickets).toHaveLength(1);
  });

  it('K15: a create that is nowhere is made again, but only once the search index had time', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push('lost-before');
    await world.brings('one', 1);
    await world.work();
    await world.intake.organizations([organization(2, { connectedUserId: 901 })]);
    world.clock.advance(SETTINGS.searchLagMs - 60_000);
    await world.work();
    expect(world.zendesk.tickets).toHaveLength(0);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
    expect(world.effectStates().slice(0, 2)).toEqual(['create released', 'create done']);
  });

  it('K15: the oldest of several tickets is taken, with an alert', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push('lost-after');
    await world.brings('one', 1);
    await world.work();
    const [first] = world.zendesk.tickets;
    if (first === undefined) throw new Error('the create was not applied');
    world.zendesk.tickets.push({ ...first, id: 99 });
    await world.intake.organizations([organization(2, { connectedUserId: 901 })]);
    await world.settle();
    expect(world.alerts).toEqual([`several tickets for ${TICKET_KEY}`]);
    expect(world.tables.lanes.get(TICKET_KEY)?.ticketId).toBe(99);
  });

  it.each<readonly [string, Fault, string]>([
    ['before Zendesk had it is sent again', 'lost-before', 'comment released'],
    ['after Zendesk applied it is found in the audits', 'lost-after', 'comment done'],
  ])('K15: an update lost %s, after the settle time', async (_, fault, state) => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push(fault);
    await world.brings('two', 2);
    await world.work();
    const { writes } = world.zendesk;
    world.clock.advance(SETTINGS.settleMs - 10_000);
    await world.work();
    expect(world.zendesk.writes).toBe(writes);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
    expect(world.effectStates()[2]).toBe(state);
  });

  it('K8: an update that is found in the audits tells the status that it set', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push('lost-after');
    await world.intake.facts(facts([message(2, 'two'), { kind: 'closed', at: place(3) }]));
    await world.intake.targets([target(1, 3)]);
    await world.settle();
    expect(world.zendesk.tickets.map(({ status }) => status)).toEqual(['closed']);
    expect(world.told().at(-1)).toBe('ticket closed');
  });

  it.each<readonly [string, Fault]>([
    ['was lost and came again', 'lost-after'],
    ['never reached Zendesk at first', 'lost-before'],
  ])('X1: a ticket whose create %s tells its status, whatever happens to later answers', async (_, fault) => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push(fault, undefined, 'lost-after');
    await world.brings('one', 1);
    await world.settle();
    expect(world.effectStates()).toEqual(['create done', 'comment done']);
    const written = world.tables.told.filter(
      ({ data }) => 'throughPosition' in data && !('effectId' in data),
    );
    expect(written.map(({ type, data }) => [type, 'status' in data ? data.status : undefined])).toEqual([
      ['parley.ticket.created.v1', 'new'],
      ['parley.ticket.updated.v1', undefined],
    ]);
  });

  it('K15: what waits meanwhile stays in order behind it', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push('lost-after');
    await world.brings('two', 2);
    await world.work();
    await world.brings('three', 3);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
  });

  it('K15: an update that was taken for lost and comes late is found before the next one is sent', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push('lost-before');
    await world.brings('two', 2);
    await comesLate(world);
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
  });

  it('K8 X1: an update that was taken for lost and comes late tells the status that it set', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push('lost-before');
    await world.intake.facts(facts([message(2, 'two'), { kind: 'closed', at: place(3) }]));
    await world.intake.targets([target(1, 3)]);
    await comesLate(world);
    expect(world.zendesk.tickets.map(({ status }) => status)).toEqual(['closed']);
    expect(world.told().at(-1)).toBe('ticket closed');
  });

  it('K15: bytes and text are erased once the effect is in Zendesk', async () => {
    const world = await WriterWorld.withTicket();
    expect(world.tables.effects.every(({ hasBytes }) => !hasBytes)).toBe(true);
  });
});

describe('a call that surely did nothing', () => {
  it.each<readonly [Fault, string]>([
    ['rate-limited', 'updates'],
    ['unauthorised', 'organization'],
    ['not-sent', 'organization'],
  ])('%s: lets %s wait, and merges what came meanwhile (K5)', async (fault, scope) => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push(fault);
    await world.brings('two', 2);
    expect(await world.work()).toMatchObject({ kind: 'pause', scope });
    await world.brings('three', 3);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
    expect(world.zendesk.tickets[0]?.comments).toHaveLength(3);
  });

  it('a change by somebody else between read and write is no failure: read again, compute again', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.change(100, { status: 'pending' });
    await world.brings('two', 2);
    await world.settle();
    expect(world.effectStates().slice(2)).toEqual(['comment released', 'comment done']);
    expect(world.zendesk.tickets[0]).toMatchObject({ status: 'open' });
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
  });
});

describe('a call that Zendesk refuses', () => {
  it('parks the lane with the reason', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push({ refused: 'invalid' });
    await world.brings('two', 2);
    await world.settle();
    expect(world.tables.lanes.get(TICKET_KEY)).toMatchObject({
      state: 'parked',
      reason: 'rejected-by-zendesk',
    });
    expect(world.told().slice(-2)).toEqual(['effect rejected', 'ticket parked']);
  });

  it('C4: holds the lane of a suspended requester, and goes on by itself', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push({ refused: 'user-suspended' });
    await world.brings('one', 1);
    await world.work();
    expect(world.told().at(-1)).toBe('ticket held');
    // Whom Zendesk refused is told, so that all conversations of theirs hold.
    expect(world.tables.told.at(-1)?.data).toMatchObject({
      reason: 'customer-suspended',
      zendeskUserId: expect.any(Number) as number,
    });
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
    expect(world.told()).toContain('ticket resumed');
  });

  it('K6: a ticket that is full earlier than counted is closed, and a follow-up goes on', async () => {
    const world = await WriterWorld.withTicket();
    world.zendesk.faults.push({ refused: 'too-many-comments' });
    await world.brings('two', 2);
    await world.settle();
    expect(world.zendesk.tickets.map(({ status }) => status)).toEqual(['closed', 'new']);
    expect(world.texts()[1]).toEqual(['two', '(note)']);
  });
});

/** The sender of the update that waits sleeps before its call, which arrives right after its audit was looked for in vain. */
async function comesLate(world: WriterWorld): Promise<void> {
  await world.work();
  const sleeping = world.tables.effects.at(-1)?.effect;
  if (sleeping === undefined) throw new Error('nothing was sent');
  world.clock.advance(SETTINGS.settleMs);
  const held = await world.claim();
  if (held === undefined) throw new Error('the lane rests still');
  const { findAudit } = world.zendesk;
  let reads = 0;
  world.zendesk.findAudit = async (...search) => {
    const answer = await findAudit.apply(world.zendesk, search);
    reads += 1;
    if (reads === 1)
      await world.zendesk.updateTicket('org-1', 100, { body: sleeping.body, callClass: 'public' });
    return answer;
  };
  await workLane(world.ports, held, world.clock.monotonicMs(), () => false);
  await world.settle();
  expect(reads).toBeGreaterThan(1);
}
