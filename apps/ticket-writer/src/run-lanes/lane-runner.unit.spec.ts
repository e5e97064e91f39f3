import type { Admission } from '@parley/zendesk';
import { eventually } from '@parley/testing';
import {
  customer,
  facts,
  introduce,
  message,
  organization,
  target,
  WriterWorld,
} from '../../test/writer-world';
import { LaneRunner } from './lane-runner';

const CONCURRENCY = 8;
const LANES = 40;
const STUCK = 'org-stuck';

/** Two organizations with as many tickets to create each; one's calls do not come back. */
async function twoOrganizations() {
  const world = new WriterWorld();
  await introduce(world.intake);
  await world.intake.organizations([organization(1, { organizationId: STUCK })]);
  await world.intake.customers([customer({ organizationId: STUCK })]);
  const said = [1, 2].flatMap((digit) =>
    Array.from({ length: LANES }, (_, index) => ({
      conversationId: `conv-${digit}-${index}`,
      contactId: 'contact-7',
      entry: message(1, 'one'),
    })),
  );
  await world.intake.facts(facts([message(1, 'one')], { facts: said }));
  const lanesOf = (organizationId: string, digit: number) =>
    Array.from({ length: LANES }, (_, index) => ({
      ...target(1, 1, { organizationId, conversationId: `conv-${digit}-${index}` }),
      ticketKey: `${digit}${String(index).padStart(7, '0')}-1111-5111-8111-111111111111`,
    }));
  // The stuck one's are older, so without a share of its own the other would come last.
  await world.intake.targets(lanesOf(STUCK, 1));
  world.clock.advance(10);
  await world.intake.targets(lanesOf('org-1', 2));
  return world;
}

/** The same, where calls of some organizations wait until they are let go. */
async function hangingCalls(organizations: readonly string[]) {
  const world = await twoOrganizations();
  const admit = world.zendesk.admit.bind(world.zendesk);
  let hanging = 0;
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  world.zendesk.admit = async (organizationId, asked): Promise<Admission> => {
    if (organizations.includes(organizationId)) {
      hanging += 1;
      await gate;
    }
    return admit(organizationId, asked);
  };
  return { world, hanging: () => hanging, letGo: () => letGo() };
}

function unfinished({ tables }: WriterWorld) {
  return tables.effects.filter(({ state }) => state === 'in-flight' || state === 'unknown');
}

describe('LaneRunner', () => {
  it('keeps half of its places for others while the calls of one organization hang', async () => {
    const { world, hanging, letGo } = await hangingCalls([STUCK]);
    const runner = new LaneRunner(world.ports, { owner: 'one', concurrency: CONCURRENCY, pollMs: 20 });
    runner.start();
    await eventually(() => world.zendesk.tickets.length >= LANES);
    expect(hanging()).toBe(CONCURRENCY / 2);
    letGo();
    await eventually(() => world.zendesk.tickets.length === 2 * LANES);
    await runner.stop();
    expect(unfinished(world)).toEqual([]);
  });

  it('finishes what is in hand when it is stopped, takes nothing new, and leaves nothing unknown', async () => {
    const { world, hanging, letGo } = await hangingCalls([STUCK, 'org-1']);
    const runner = new LaneRunner(world.ports, { owner: 'one', concurrency: CONCURRENCY, pollMs: 20 });
    runner.start();
    await eventually(() => hanging() === CONCURRENCY);
    const stopping = runner.stop();
    letGo();
    await stopping;
    expect(world.zendesk.writes).toBe(CONCURRENCY);
    expect(unfinished(world)).toEqual([]);
    runner.start();
    await eventually(() => world.zendesk.tickets.length === 2 * LANES);
    await runner.stop();
    expect(unfinished(world)).toEqual([]);
  });
});
