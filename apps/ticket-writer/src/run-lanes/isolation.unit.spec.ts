import { eventually } from '@parley/testing';
import { introduce, message, PARTITION, place, target, WriterWorld } from '../../test/writer-world';
import { refused } from '../../test/zendesk-answers';
import { STAMP_PASSES_MS } from '../lane/sighting';
import { LaneRunner } from './lane-runner';

const OTHERS = 10;
const LONG = 10_000;

/** The facts of one conversation, so many messages from the place `first` on, and a target that reaches the last of them. */
async function converses(
  world: WriterWorld,
  conversation: number,
  first: number,
  messages: number,
): Promise<void> {
  const ids = { conversationId: `conv-${conversation}`, contactId: `contact-${conversation}` };
  const last = first + messages - 1;
  await world.intake.facts({
    partition: PARTITION,
    epoch: 0,
    nextOffset: last + 1,
    facts: Array.from({ length: messages }, (_, index) => ({
      ...ids,
      entry: message(first + index, 'word'),
    })),
    contacts: [{ contactId: ids.contactId, at: place(first), name: 'Ada' }],
  });
  const ticketKey = `${String(conversation).padStart(8, '0')}-5555-5555-8555-555555555555`;
  await world.intake.targets([target(first, last, { ...ids, ticketKey })]);
}

function words({ zendesk }: WriterWorld): number {
  const comments = zendesk.tickets.flatMap((ticket) => ticket.comments);
  return comments.reduce((sum, { html_body }) => sum + (html_body.match(/>word</g)?.length ?? 0), 0);
}

describe('one conversation in trouble', () => {
  it('of 10,000 messages does not hold up the others, and is brought whole', async () => {
    const world = new WriterWorld();
    await introduce(world.intake);
    await converses(world, 0, 1, LONG);
    for (let index = 1; index <= OTHERS; index += 1) await converses(world, index, LONG + index, 1);
    const create = world.zendesk.createTicket.bind(world.zendesk);
    let wordsAtLastCreate = 0;
    world.zendesk.createTicket = (organizationId, write) => {
      wordsAtLastCreate = words(world);
      return create(organizationId, write);
    };
    // Small pages make many calls of it, as large messages would.
    const ports = { ...world.ports, settings: { ...world.ports.settings, pageSize: 200 } };
    const runner = new LaneRunner(ports, { owner: 'one', concurrency: 4, pollMs: 5 });
    runner.start();
    // An update waits until the second of the one before it is over.
    const passing = setInterval(() => world.clock.advance(STAMP_PASSES_MS), 1);
    await eventually(() => words(world) === LONG + OTHERS, { timeoutMs: 60_000 }).finally(() =>
      clearInterval(passing),
    );
    await runner.stop();
    expect(world.zendesk.tickets).toHaveLength(OTHERS + 1);
    expect(wordsAtLastCreate).toBeLessThan(LONG / 2);
  });

  it('that Zendesk refuses stops alone, and the others are written', async () => {
    const world = new WriterWorld();
    await introduce(world.intake);
    const create = world.zendesk.createTicket.bind(world.zendesk);
    let poisoned = 0;
    world.zendesk.createTicket = (organizationId, write) => {
      if (!Buffer.from(write.body).toString('utf8').includes('00000000-5555'))
        return create(organizationId, write);
      poisoned += 1;
      return Promise.resolve(
        refused({ method: 'POST', path: '/api/v2/tickets', durationMs: 1 }, 422, 'invalid'),
      );
    };
    for (let index = 0; index <= OTHERS; index += 1) await converses(world, index, index + 1, 1);
    const runner = new LaneRunner(world.ports, { owner: 'one', concurrency: 4, pollMs: 5 });
    runner.start();
    await eventually(() => world.zendesk.tickets.length === OTHERS);
    await eventually(() => !world.isBehind());
    await runner.stop();
    expect(poisoned).toBe(1);
    expect([...world.tables.lanes.values()].filter(({ state }) => state === 'parked')).toHaveLength(1);
  });
});
