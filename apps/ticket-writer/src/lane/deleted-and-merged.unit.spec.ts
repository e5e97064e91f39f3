import {
  facts,
  message,
  organization,
  place,
  target,
  WriterWorld,
  TICKET_KEY,
} from '../../test/writer-world';

const RETRY = [{ kind: 'retry', organizationId: 'org-1', ticketKey: TICKET_KEY }] as const;

async function brought(world: WriterWorld, text: string, offset: number): Promise<void> {
  await world.intake.facts(facts([message(offset, text)]));
  await world.intake.targets([target(1, offset)]);
  await world.settle();
}

async function withDeleted(): Promise<WriterWorld> {
  const world = await WriterWorld.started();
  await brought(world, 'one', 1);
  world.clock.advance(5_000);
  world.zendesk.change(100, { deleted: true });
  await brought(world, 'two', 2);
  return world;
}

const lane = (world: WriterWorld) => world.tables.lanes.get(TICKET_KEY);

describe('a ticket that was deleted in Zendesk', () => {
  it('K11 G8: parks the lane, and what comes later waits in order', async () => {
    const world = await withDeleted();
    await brought(world, 'three', 3);
    expect(lane(world)).toMatchObject({ state: 'parked', reason: 'ticket-deleted' });
    expect(world.zendesk.tickets).toHaveLength(1);
  });

  it('K11: "retry" makes a new one of the next generation with the whole history in it', async () => {
    const world = await withDeleted();
    await brought(world, 'three', 3);
    await world.parked.carryOut(RETRY, new Date(0));
    await world.settle();
    expect(world.texts()[1]).toEqual(['one', 'two', 'three', '(note)']);
    expect(world.zendesk.tickets[1]).toMatchObject({
      externalId: expect.stringMatching(/:1$/) as string,
      sourceId: null,
    });
    await brought(world, 'four', 4);
    expect(world.texts()[1]).toEqual(['one', 'two', 'three', '(note)', 'four']);
  });

  it.each(['lost-before', 'lost-after'] as const)(
    'K11 K15: the new one is made once when its answer is lost (%s)',
    async (fault) => {
      const world = await withDeleted();
      world.zendesk.faults.push(fault);
      await world.parked.carryOut([...RETRY, ...RETRY], new Date(0));
      await world.settle();
      expect(world.texts().slice(1)).toEqual([['one', 'two', '(note)']]);
    },
  );

  it('K11: a ticket that is back from the bin when somebody retries goes on', async () => {
    const world = await withDeleted();
    world.zendesk.change(100, { deleted: false });
    await world.parked.carryOut(RETRY, new Date(0));
    await world.settle();
    expect(world.texts()).toEqual([['one', '(note)', 'two']]);
    world.clock.advance(5_000);
    world.zendesk.change(100, { deleted: true });
    await brought(world, 'three', 3);
    expect(lane(world)).toMatchObject({ state: 'parked', generation: 0 });
  });

  it('K11: a closed ticket that was deleted is not gone on from', async () => {
    const world = await WriterWorld.started();
    await brought(world, 'one', 1);
    await world.intake.facts(facts([{ kind: 'closed', at: place(2) }]));
    await world.intake.targets([target(1, 2)]);
    await world.settle();
    world.zendesk.change(100, { deleted: true });
    await brought(world, 'two', 3);
    expect(lane(world)).toMatchObject({ state: 'parked', reason: 'ticket-deleted' });
    await world.parked.carryOut(RETRY, new Date(0));
    await world.settle();
    expect(world.texts()[1]).toEqual(['one', 'two', '(note)']);
  });

  it('K11: a create whose ticket turns up in the bin parks, and "retry" makes it again', async () => {
    const world = await WriterWorld.started();
    world.zendesk.faults.push('lost-after');
    await world.intake.facts(facts([message(1, 'one')]));
    await world.intake.targets([target(1, 1)]);
    await world.work();
    world.zendesk.change(100, { deleted: true });
    await world.intake.organizations([organization(2, { connectedUserId: 901 })]);
    await world.settle();
    expect(lane(world)).toMatchObject({ state: 'parked', reason: 'ticket-deleted' });
    await world.parked.carryOut(RETRY, new Date(0));
    await world.settle();
    expect(world.texts()[1]).toEqual(['one', '(note)']);
  });
});

describe('a ticket that was merged in Zendesk', () => {
  async function withMerged(): Promise<WriterWorld> {
    const world = await WriterWorld.started();
    await world.intake.facts(facts([{ kind: 'tags', at: place(1), tags: ['a', 'b'] }, message(2, 'one')]));
    await world.intake.targets([target(2, 2)]);
    await world.settle();
    const [first] = world.zendesk.tickets;
    if (first === undefined) throw new Error('no ticket was made');
    for (const id of [200, 300])
      world.zendesk.tickets.push({
        ...first,
        id,
        externalId: '',
        tags: ['a', 'theirs'],
        comments: [],
        audits: [],
      });
    world.clock.advance(5_000);
    return world;
  }

  it('K11: is followed to its target, with what came meanwhile and later', async () => {
    const world = await withMerged();
    world.zendesk.merge(100, 200);
    await brought(world, 'two', 3);
    await brought(world, 'three', 4);
    expect(world.texts()).toEqual([['one', '(note)'], ['two', 'three'], []]);
    expect(world.told()).not.toContain('ticket parked');
  });

  it('K11: is followed through a chain of merges', async () => {
    const world = await withMerged();
    world.zendesk.merge(100, 200);
    world.zendesk.merge(200, 300);
    await brought(world, 'two', 3);
    expect(world.texts()).toEqual([['one', '(note)'], [], ['two']]);
  });

  it('K11 K7: what is tagged on the target stays there, and upstream tags join it', async () => {
    const world = await withMerged();
    world.zendesk.merge(100, 200);
    await world.intake.facts(facts([{ kind: 'tags', at: place(3), tags: ['b', 'c'] }, message(4, 'two')]));
    await world.intake.targets([target(2, 4)]);
    await world.settle();
    expect(world.zendesk.tickets[1]?.tags).toEqual(['a', 'theirs', 'b', 'c']);
  });

  it('K11: parks when the target was deleted', async () => {
    const world = await withMerged();
    world.zendesk.merge(100, 200);
    world.zendesk.change(200, { deleted: true });
    await brought(world, 'two', 3);
    expect(lane(world)).toMatchObject({ state: 'parked', reason: 'ticket-deleted' });
  });

  it('K9: a ticket with the tag of a merge that was none is a closed one', async () => {
    const world = await withMerged();
    world.zendesk.change(100, { status: 'closed', tags: ['closed_by_merge'] });
    await brought(world, 'two', 3);
    expect(world.texts().at(-1)).toEqual(['two', '(note)']);
    expect(world.zendesk.tickets.at(-1)?.sourceId).toBe(100);
  });

  it.each(['lost-before', 'lost-after'] as const)(
    'K11 K15: a comment whose answer was lost while it was merged comes once (%s)',
    async (fault) => {
      const world = await withMerged();
      world.zendesk.faults.push(fault);
      await world.intake.facts(facts([message(3, 'two')]));
      await world.intake.targets([target(2, 3)]);
      await world.work();
      world.zendesk.merge(100, 200);
      await world.settle();
      expect(
        world
          .texts()
          .flat()
          .filter((text) => text === 'two'),
      ).toEqual(['two']);
    },
  );
});
