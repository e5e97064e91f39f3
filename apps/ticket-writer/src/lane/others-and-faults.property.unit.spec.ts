import fc from 'fast-check';
import type { Fault } from '../../test/memory-zendesk';
import { facts, message, place, target, WriterWorld, TICKET_KEY } from '../../test/writer-world';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 100);

/** What happens next to a conversation and its ticket. */
type Event =
  | { readonly kind: 'message' | 'closed' | 'agent-closes' | 'agent-merges' }
  | { readonly kind: 'fault'; readonly fault: Fault };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ kind: 'message' } as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('closed', 'agent-closes', 'agent-merges').map((kind) => ({ kind })),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Fault[]>('lost-before', 'lost-after', 'rate-limited', 'not-sent', { refused: 'invalid' })
      .map((fault) => ({ kind: 'fault' as const, fault })),
  },
);

const RETRY = [{ kind: 'retry', organizationId: 'org-1', ticketKey: TICKET_KEY }] as const;

/** A conversation in whose way everything gets; somebody retries whatever is parked. */
class Troubled {
  private offset = 0;
  readonly told: string[] = [];

  constructor(readonly world: WriterWorld) {}

  static async started(): Promise<Troubled> {
    const troubled = new Troubled(await WriterWorld.started());
    await troubled.happens({ kind: 'message' });
    return troubled;
  }

  async happens(next: Event): Promise<void> {
    const { world } = this;
    const { ticketId } = world.tables.lanes.get(TICKET_KEY) ?? {};
    const ticket = world.zendesk.tickets.find(({ id }) => id === ticketId);
    world.clock.advance(3_000);
    switch (next.kind) {
      case 'fault':
        world.zendesk.faults.push(next.fault);
        return;
      case 'agent-closes':
        if (ticket !== undefined) world.zendesk.change(ticket.id, { status: 'closed' });
        return;
      case 'agent-merges':
        if (ticket === undefined || ticket.status === 'closed') return;
        world.zendesk.tickets.push({
          ...ticket,
          id: 1_000 + world.zendesk.tickets.length,
          externalId: '',
          comments: [],
          audits: [],
        });
        world.zendesk.merge(ticket.id, 999 + world.zendesk.tickets.length);
        return;
      case 'message':
      case 'closed':
        await this.tells(next.kind);
    }
  }

  /** Lets everything come to its end; whatever parks is tried again. */
  async ends(): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      await this.world.settle();
      if (this.world.tables.lanes.get(TICKET_KEY)?.state !== 'parked') return;
      await this.world.parked.carryOut(RETRY, new Date(0));
    }
    throw new Error('it parks for ever');
  }

  private async tells(kind: 'message' | 'closed'): Promise<void> {
    this.offset += 1;
    const text = `text ${this.offset}.`;
    if (kind === 'message') this.told.push(text);
    const entry = kind === 'message' ? message(this.offset, text) : { kind, at: place(this.offset) };
    await this.world.intake.facts(facts([entry]));
    await this.world.intake.targets([target(1, this.offset)]);
    await this.world.work();
  }
}

const messagesOf = (texts: readonly string[]) => texts.filter((text) => text.startsWith('text'));

describe('tickets that others change while calls get lost', () => {
  it('K9 K11 K15 G8: every message comes once and in order, whatever agents and the network do', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 14 }), async (events) => {
        const troubled = await Troubled.started();
        for (const next of events) await troubled.happens(next);
        await troubled.ends();
        const shown = troubled.world.texts().flatMap(messagesOf);
        expect([...shown].sort()).toEqual([...troubled.told].sort());
        for (const texts of troubled.world.texts()) {
          const mine = messagesOf(texts);
          expect(mine).toEqual(troubled.told.filter((text) => mine.includes(text)));
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('K11 K15: a ticket that was deleted at any moment is made anew once, with everything in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 8 }),
        fc.array(event, { maxLength: 4 }),
        async (before, after) => {
          const troubled = await Troubled.started();
          for (const next of before) await troubled.happens(next);
          await troubled.ends();
          const { world } = troubled;
          const deleted = world.tables.lanes.get(TICKET_KEY)?.ticketId ?? 0;
          const tickets = world.zendesk.tickets.length;
          world.clock.advance(5_000);
          world.zendesk.change(deleted, { deleted: true });
          await troubled.happens({ kind: 'message' });
          const onlyFaults = after.filter(({ kind }) => kind === 'fault' || kind === 'message');
          for (const next of onlyFaults) await troubled.happens(next);
          await troubled.ends();
          const made = world.texts().slice(tickets);
          expect(made.map(messagesOf)).toEqual([troubled.told]);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
