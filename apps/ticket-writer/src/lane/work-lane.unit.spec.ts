import {
  place,
  facts,
  GRACE,
  message,
  organization,
  REQUESTER,
  target,
  WriterWorld,
  CONNECTED_USER,
  customer,
} from '../../test/writer-world';
import { workLane } from './work-lane';

describe('a lane on a calm day', () => {
  it('K1, K3, K8: writes the ticket, its history, the note, later messages and the closing', async () => {
    const world = await WriterWorld.started();
    world.zendesk.agents.set('grace@example.org', 701);
    await world.intake.facts(facts([message(1, 'one'), message(2, 'two', GRACE)]));
    await world.intake.targets([target(2, 2)]);
    await world.settle();
    expect(world.texts()).toEqual([['one', 'two', '(note)']]);
    await world.intake.facts(facts([message(3, 'three', GRACE)]));
    await world.intake.targets([target(2, 3)]);
    await world.settle();
    await world.intake.facts(facts([message(4, 'four'), { kind: 'closed', at: place(5) }]));
    await world.intake.targets([target(2, 5)]);
    await world.settle();
    const [ticket] = world.zendesk.tickets;
    expect(world.texts()).toEqual([['one', 'two', '(note)', 'three', 'four']]);
    expect(ticket).toMatchObject({ status: 'closed', requesterId: REQUESTER, tags: ['parley'] });
    expect(ticket?.comments.map(({ author_id }) => author_id)).toEqual([
      CONNECTED_USER,
      CONNECTED_USER,
      701,
      REQUESTER,
    ]);
    expect(world.effectStates()).toEqual(['create done', 'comment done', 'comment done', 'close done']);
    expect(world.told().filter((told) => !told.startsWith('effect'))).toEqual([
      'ticket created',
      'ticket updated',
      'ticket updated',
      'ticket closed',
    ]);
  });

  it('tells that a ticket is not behind when what came asks for no change of it', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle();
    const before = world.tables.told.length;
    await world.intake.facts(facts([{ kind: 'reopened', at: place(2) }]));
    await world.intake.targets([target(1, 2)]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
    const told = world.tables.told.slice(before);
    expect(told).toMatchObject([
      { type: 'parley.ticket.updated.v1', data: { throughPosition: place(2), unchanged: true } },
    ]);
    await world.settle();
    expect(world.tables.told).toHaveLength(before + 1);
  });

  it('tells every change with a higher version than before', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle();
    const versions = world.tables.told.map(({ data }) => data.version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(new Set(world.tables.told.map(({ id }) => id)).size).toBe(versions.length);
  });

  it('works only when transcript, target, customer and gates are there, in whatever order they come', async () => {
    const parts = {
      facts: (world: WriterWorld) => world.intake.facts(facts([message(1, 'one')])),
      target: (world: WriterWorld) => world.intake.targets([target(1, 1)]),
      customer: (world: WriterWorld) => world.intake.customers([customer()]),
      organization: (world: WriterWorld) => world.intake.organizations([organization()]),
      account: (world: WriterWorld) =>
        world.intake.accounts(new Map([['acc-whatsapp-1', { name: 'Acme support', network: 'whatsapp' }]])),
    };
    const names = Object.keys(parts) as (keyof typeof parts)[];
    for (const last of names) {
      const world = new WriterWorld();
      for (const name of names) if (name !== last) await parts[name](world);
      expect(await world.work()).toBeUndefined();
      await parts[last](world);
      await world.settle();
      expect(world.texts()).toEqual([['one', '(note)']]);
    }
  });

  it('does not go past what the transcript has', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 2)]);
    expect(await world.work()).toBeUndefined();
    await world.intake.facts(facts([message(2, 'two')]));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
  });

  it('K15 does not pass over facts whose target comes first while the lane is held', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    const held = await world.claim();
    await world.intake.targets([target(1, 3)]);
    const { ports, clock } = world;
    expect(held && (await workLane(ports, held, clock.monotonicMs(), () => false))).toEqual({
      kind: 'rest',
      restMs: 0,
    });
    await world.intake.facts(facts([message(2, 'two'), message(3, 'three')]));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two', 'three']]);
  });

  it.each([
    [
      'account-disabled',
      { accounts: [{ accountId: 'acc-whatsapp-1', enabled: false, directApiContract: false }] },
    ],
    ['organization-not-authorised', { state: 'unauthorised' as const }],
    ['account-not-linked', { accounts: [] }],
  ])('T11: sends nothing while a gate is shut (%s), and catches up when it opens', async (_, change) => {
    const world = await WriterWorld.started();
    await world.intake.organizations([organization(2, change)]);
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle(0.1);
    expect(world.zendesk.writes).toBe(0);
    await world.intake.organizations([organization(3)]);
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)']]);
  });

  it('G4: sends nothing for an X account without a contract, even when a lane is claimed already', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    const held = await world.claim();
    await world.intake.accounts(new Map([['acc-whatsapp-1', { name: 'Acme', network: 'Twitter' }]]));
    expect(held && (await world.store.load(held))?.gate).toEqual({
      open: false,
      reason: 'x-contract-missing',
    });
    await world.settle(0.1);
    expect(world.zendesk.writes).toBe(0);
  });

  it('K7: brings tags as a difference and keeps what an agent put there in the same second', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([{ kind: 'tags', at: place(1), tags: ['a'] }, message(2, 'one')]));
    await world.intake.targets([target(2, 2)]);
    await world.settle();
    world.clock.advance(10_000);
    world.zendesk.beforeAnswer = () => world.zendesk.change(100, { tags: ['parley', 'a', 'agents'] });
    await world.intake.facts(facts([message(3, 'two')]));
    await world.intake.targets([target(2, 3)]);
    await world.work();
    world.zendesk.beforeAnswer = () => undefined;
    await world.intake.facts(facts([{ kind: 'tags', at: place(4), tags: ['b'] }]));
    await world.intake.targets([target(2, 4)]);
    await world.settle();
    expect(world.zendesk.tickets[0]?.tags).toEqual(['parley', 'agents', 'b']);
  });

  it('K9: goes on in a follow-up when an agent closed the ticket meanwhile', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle();
    world.clock.advance(5_000);
    world.zendesk.change(100, { status: 'closed' });
    await world.intake.facts(facts([message(2, 'two')]));
    await world.intake.targets([target(1, 2)]);
    await world.settle();
    expect(world.texts()).toEqual([
      ['one', '(note)'],
      ['two', '(note)'],
    ]);
    expect(world.zendesk.tickets[1]).toMatchObject({
      sourceId: 100,
      externalId: expect.stringMatching(/:1$/),
    });
  });

  it('K11: parks when the ticket was deleted, and does not make it again', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle();
    world.zendesk.change(100, { deleted: true });
    await world.intake.facts(facts([message(2, 'two')]));
    await world.intake.targets([target(1, 2)]);
    await world.settle();
    expect(world.zendesk.tickets).toHaveLength(1);
    expect(world.told().at(-1)).toBe('ticket parked');
    expect(world.tables.lanes.get(target(1, 1).ticketKey)).toMatchObject({
      state: 'parked',
      reason: 'ticket-deleted',
    });
  });

  it('T10: gives the ticket the requester of a newer association', async () => {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.settle();
    await world.intake.customers([customer({ requesterKey: 'user:502', zendeskUserId: 502 })]);
    await world.intake.targets([target(1, 1, { requesterKey: 'user:502', version: 9 })]);
    await world.settle();
    expect(world.zendesk.tickets[0]?.requesterId).toBe(502);
  });
});
