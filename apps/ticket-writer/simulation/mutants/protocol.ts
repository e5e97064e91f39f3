import type { TicketEvent } from '@parley/contracts';
import { mapBody, type TicketWrite, type ZendeskGateway } from '@parley/zendesk';
import { nextEffectOf } from '../../src/lane/content';
import type { HeldLane } from '../../src/lane/lane';
import type { LaneStore } from '../../src/lane/lane-store';
import { markerOf } from '../../src/lane/marker';
import type { LanePorts } from '../../src/lane/ports';
import { createRequest } from '../../src/lane/request';
import { recordOf } from '../../src/memory/memory-record';
import type { World } from '../world/world';
import type { Mutant } from './mutant';

type Ticket = Record<string, unknown>;

/** Bugs of the lease, the ledger and the calls. */
export const PROTOCOL_MUTANTS: readonly Mutant[] = [
  {
    name: 'no-marker',
    says: 'writes carry no marker, so a lost answer is never found again',
    ports: (ports) => writing(ports, ({ metadata: _, ...ticket }) => ticket),
  },
  {
    name: 'no-settle-time',
    says: 'an update of unknown end is looked for at once, and taken for lost while it is still on its way',
    settings: { settleMs: 0 },
  },
  {
    name: 'retry-of-unknown',
    says: 'an update without an answer is simply sent again',
    ports: (ports) =>
      storing(ports, (store) => ({
        conclude: (held, id, end, call, told) => {
          const again = { state: 'released', reason: 'again', forgetSight: true } as const;
          return store.conclude(held, id, end.state === 'unknown' ? again : end, call, told);
        },
      })),
  },
  {
    name: 'status-untold',
    says: 'what an update did to the status of its ticket is told with its own answer only',
    ports: (ports) =>
      storing(ports, (store) => ({
        conclude: (held, id, end, call, told) => {
          const isFound = end.state === 'done' && end.sight === null;
          const events = isFound ? told.events.map(withoutStatus) : told.events;
          return store.conclude(held, id, end, call, { ...told, events });
        },
      })),
  },
  {
    name: 'error-means-not-applied',
    says: 'a 5xx counts as surely not applied',
    ports: (ports) =>
      calling(ports, (desk) => ({
        updateTicket: async (...asked) => {
          const outcome = await desk.updateTicket(...asked);
          if (outcome.kind !== 'unknown' || outcome.reason !== 'server-error') return outcome;
          const { method, path, durationMs } = outcome;
          return { method, path, durationMs, kind: 'conflict', status: 409 };
        },
      })),
  },
  {
    name: 'epoch-not-checked',
    says: 'whoever once held a lane goes on writing it',
    ports: (ports, world) => {
      const now = (held: HeldLane): HeldLane => ({
        ...held,
        epoch: world.tables.lanes.get(held.ticketKey)?.epoch ?? held.epoch,
      });
      return storing(ports, (store) => ({
        load: (held) => store.load(now(held)),
        advance: (held, achieved) => store.advance(now(held), achieved),
        sight: (held, sight) => store.sight(now(held), sight),
        begin: (held, ...more) => store.begin(now(held), ...more),
        conclude: (held, ...more) => store.conclude(now(held), ...more),
        release: (held, restMs) => store.release(now(held), restMs),
      }));
    },
  },
  {
    name: 'no-safe-update',
    says: 'updates do not say which state of the ticket they were made for',
    ports: (ports) => writing(ports, ({ safe_update: _, updated_stamp: __, ...ticket }) => ticket),
  },
  {
    name: 'no-idempotency-key',
    says: 'every try of a create has a key of its own',
    ports: (ports, world) =>
      calling(ports, (desk) => ({
        createTicket: (organizationId, write) =>
          desk.createTicket(organizationId, { ...write, idempotencyKey: `key-${world.scheduler.steps}` }),
      })),
  },
  {
    name: 'body-computed-again',
    says: 'the second try of a create has a body computed anew under the old key',
    ports: (ports, world) => {
      const tried = new Set<string>();
      return calling(ports, (desk) => ({
        createTicket: (organizationId, write) => {
          const isSecond = tried.has(write.idempotencyKey);
          tried.add(write.idempotencyKey);
          return desk.createTicket(organizationId, isSecond ? composedAnew(world, write) : write);
        },
      }));
    },
  },
  {
    name: 'late-senders-forgotten',
    says: 'nobody looks whether a sender that slept has brought its effect after all',
    ports: (ports) =>
      storing(ports, (store) => ({
        load: async (held) => {
          const record = await store.load(held);
          return record && { ...record, suspects: [], written: Number.MAX_SAFE_INTEGER };
        },
      })),
  },
  {
    name: 'tags-overwritten',
    says: 'tags are written as the conversation has them, whatever else is on the ticket',
    ports: (ports) =>
      writing(ports, (ticket) => {
        const { tags, updated_stamp: isUpdate } = ticket;
        if (!Array.isArray(tags) || isUpdate === undefined) return ticket;
        return { ...ticket, tags: tags.filter((tag) => !String(tag).startsWith('agent-')) };
      }),
  },
  {
    name: 'redacts-one-comment',
    says: 'of the comments that show a deleted message only the first is redacted',
    ports: (ports) =>
      storing(ports, (store) => ({
        commentsShowing: async (...asked) => (await store.commentsShowing(...asked)).slice(0, 1),
      })),
  },
  {
    name: 'merge-not-followed',
    says: 'a merged ticket is a closed one like any other',
    ports: (ports) =>
      calling(ports, (desk) => ({
        showTicket: async (...asked) =>
          mapBody(await desk.showTicket(...asked), (ticket) => {
            return { ...ticket, tags: ticket.tags.filter((tag) => tag !== 'closed_by_merge') };
          }),
      })),
  },
];

/** The lane's ports with another way to call Zendesk. */
export function calling(
  ports: LanePorts,
  change: (desk: ZendeskGateway) => Partial<ZendeskGateway>,
): LanePorts {
  const desk = ports.desk as ZendeskGateway;
  return { ...ports, desk: { ...desk, ...change(desk) } };
}

/** The lane's ports with another store. */
export function storing(ports: LanePorts, change: (store: LaneStore) => Partial<LaneStore>): LanePorts {
  const { store } = ports;
  return { ...ports, store: Object.assign(Object.create(store) as LaneStore, change(store)) };
}

/** Changes what is in every request that writes a ticket. */
function writing(ports: LanePorts, change: (ticket: Ticket) => Ticket): LanePorts {
  const changed = <W extends TicketWrite>(write: W): W => {
    const { ticket } = JSON.parse(Buffer.from(write.body).toString('utf8')) as { ticket: Ticket };
    return { ...write, body: Buffer.from(JSON.stringify({ ticket: change(ticket) })) };
  };
  return calling(ports, (desk) => ({
    createTicket: (organizationId, write) => desk.createTicket(organizationId, changed(write)),
    updateTicket: (organizationId, id, write) => desk.updateTicket(organizationId, id, changed(write)),
  }));
}

/** The body that the lane's newest target would give, under the key of the stored one. */
function composedAnew<W extends TicketWrite & { readonly idempotencyKey: string }>(
  world: World,
  write: W,
): W {
  const { tables } = world;
  const stored = tables.effects.find(({ effect }) => effect.id === write.idempotencyKey);
  const lane = stored && tables.lanes.get(stored.ticketKey);
  if (stored === undefined || lane === undefined) return write;
  const record = { ...recordOf(tables, stored.ticketKey, lane), effect: null };
  const { customerId, organization, account, conversationId, contactId } = record;
  if (customerId === null || organization === null || account === null) return write;
  const facts = tables.transcript.get(JSON.stringify([conversationId, contactId])) ?? [];
  const entries = facts.map(({ entry }) => entry).filter(({ at }) => at.offset <= record.through.offset);
  const due = entries.filter(({ at }) => at.offset > (record.achieved.position?.offset ?? -1));
  const next = nextEffectOf(
    { record, customerId, organization, account },
    {
      slice: { entries: due, complete: true, related: [] },
      history: { messages: entries.length, tags: [], closed: false },
      attachments: new Map(),
    },
    new Map(),
  );
  if (next.kind !== 'create' && next.kind !== 'follow-up') return write;
  const marker = markerOf(record, stored.effect);
  return { ...write, body: createRequest(next, marker, organization.configuration.ticket) };
}

/** The event of a changed ticket without the status that it has now. */
function withoutStatus(event: TicketEvent): TicketEvent {
  if (event.type !== 'parley.ticket.closed.v1' && event.type !== 'parley.ticket.updated.v1') return event;
  const { status: _, ...data } = event.data;
  return { ...event, type: 'parley.ticket.updated.v1', data };
}
