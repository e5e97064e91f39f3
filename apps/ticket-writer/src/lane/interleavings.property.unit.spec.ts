import fc from 'fast-check';
import type { Entry } from '@parley/ticket-content';
import type { TicketDesk } from './ports';
import { workLane } from './work-lane';
import {
  ADA,
  GRACE,
  WriterWorld,
  customer,
  facts,
  message,
  organization,
  place,
  target,
} from '../../test/writer-world';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 300);

/** What may follow the first message of a conversation. */
const tellings = fc.array(fc.constantFrom('contact', 'advisor', 'tags', 'closed', 'reopened'), {
  maxLength: 8,
});

function entriesOf(told: readonly string[]): readonly Entry[] {
  return ['contact', ...told].map((kind, index): Entry => {
    const offset = index + 1;
    if (kind === 'closed' || kind === 'reopened') return { kind, at: place(offset) };
    if (kind === 'tags') return { kind, at: place(offset), tags: [`tag-${offset}`, 'standing'] };
    return message(offset, `text ${offset}`, kind === 'advisor' ? GRACE : ADA);
  });
}

type Arrival = (world: WriterWorld) => Promise<unknown>;

/** What the log brings, in pieces: its order stays. */
function factsInPieces(entries: readonly Entry[], cuts: readonly number[]): Arrival[] {
  const places = [...new Set(cuts.map((cut) => cut % entries.length))].sort((a, b) => a - b);
  const borders = [0, ...places.filter((border) => border > 0), entries.length];
  return borders.slice(1).map((end, index) => {
    const piece = facts(entries.slice(borders[index], end));
    return (world) => world.intake.facts(piece);
  });
}

/** Takes one from a list at a time, each list in its own order, as `picks` says; what is left follows. */
function interleave(lists: readonly (readonly Arrival[])[], picks: readonly number[]): Arrival[] {
  const left = lists.map((list) => [...list]);
  const order: Arrival[] = [];
  const take = (list: Arrival[] | undefined): void => {
    const next = list?.shift();
    if (next !== undefined) order.push(next);
  };
  for (const pick of picks) {
    const waiting = left.filter((list) => list.length > 0);
    take(waiting[pick % Math.max(1, waiting.length)]);
  }
  for (const list of left) while (list.length > 0) take(list);
  return order;
}

/** Works while the topics bring what they bring: between two steps, and while a call to Zendesk is under way. */
async function workWhile(
  world: WriterWorld,
  arrivals: readonly Arrival[],
  picks: readonly number[],
): Promise<void> {
  const waiting = [...arrivals];
  const arrive = async (): Promise<void> => {
    await waiting.shift()?.(world);
  };
  let calls = 0;
  const meanwhile = async <T>(answer: Promise<T>): Promise<T> => {
    calls += 1;
    if ((picks[calls % Math.max(1, picks.length)] ?? 0) % 2 === 0) await arrive();
    return answer;
  };
  const { desk } = world.ports;
  const busy: TicketDesk = {
    admit: (...asked) => desk.admit(...asked),
    createTicket: (...asked) => meanwhile(desk.createTicket(...asked)),
    updateTicket: (...asked) => meanwhile(desk.updateTicket(...asked)),
    showTicket: (...asked) => meanwhile(desk.showTicket(...asked)),
    showAudit: (...asked) => meanwhile(desk.showAudit(...asked)),
    redactComment: (...asked) => meanwhile(desk.redactComment(...asked)),
    uploadFile: (...asked) => meanwhile(desk.uploadFile(...asked)),
    me: (...asked) => meanwhile(desk.me(...asked)),
    findAudit: (...asked) => meanwhile(desk.findAudit(...asked)),
    ticketsByExternalId: (...asked) => meanwhile(desk.ticketsByExternalId(...asked)),
    searchTickets: (...asked) => meanwhile(desk.searchTickets(...asked)),
    deletedTickets: (...asked) => meanwhile(desk.deletedTickets(...asked)),
    findAgentByEmail: (...asked) => meanwhile(desk.findAgentByEmail(...asked)),
  };
  while (waiting.length > 0) {
    await arrive();
    const held = await world.claim();
    if (held === undefined) continue;
    await workLane({ ...world.ports, desk: busy }, held, world.clock.monotonicMs(), () => false);
    // What has just been written is looked at again only after a while.
    world.clock.advance(1_000);
  }
}

/** What calm-day equality compares: a follow-up's note may stand behind one message or several, as comments are cut. */
function seen(world: WriterWorld) {
  const texts = world.texts();
  return world.zendesk.tickets.map(({ status, tags, requesterId }, index) => {
    const all = texts[index] ?? [];
    const messages = all.filter((text) => text !== '(note)');
    return {
      messages,
      notes: all.length - messages.length,
      history: index === 0 ? all.indexOf('(note)') : 'none',
      status,
      tags: [...tags].sort(),
      requesterId,
    };
  });
}

describe('transcript, targets, customers and configuration', () => {
  it('K5 T12 in any interleaving, with requests out of order and repeated, give the same tickets', async () => {
    await fc.assert(
      fc.asyncProperty(
        tellings,
        fc.nat(),
        fc.array(fc.nat(), { maxLength: 4 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        async (told, fired, cuts, asked, picks) => {
          const entries = entriesOf(told);
          const last = entries.length;
          const firedAt = 1 + (fired % last);
          const calm = await WriterWorld.started();
          for (const entry of entries) {
            await calm.intake.facts(facts([entry]));
            if (entry.at.offset >= firedAt) await calm.intake.targets([target(firedAt, entry.at.offset)]);
            await calm.settle();
          }
          const world = new WriterWorld();
          const offsets = [...asked.map((one) => firedAt + (one % (last - firedAt + 1))), last];
          const arrivals = interleave(
            [
              factsInPieces(entries, cuts),
              offsets.map(
                (offset): Arrival =>
                  (one) =>
                    one.intake.targets([target(firedAt, offset)]),
              ),
              [(one) => one.intake.customers([customer()]), (one) => one.intake.customers([customer()])],
              [(one) => one.intake.organizations([organization()])],
              [
                (one) =>
                  one.intake.accounts(
                    new Map([['acc-whatsapp-1', { name: 'Acme support', network: 'whatsapp' }]]),
                  ),
              ],
            ],
            picks,
          );
          await workWhile(world, arrivals, picks);
          await world.settle();
          expect(seen(world)).toEqual(seen(calm));
          expect(world.alerts).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
