import type { Ticket } from './ticket';

/** The tickets of an account with the look-ups that Zendesk answers from its database. */
export class TicketStore {
  private readonly idsByExternalId = new Map<string, Set<number>>();
  private readonly idsByRequester = new Map<number, Set<number>>();

  constructor(private readonly tickets: Map<number, Ticket>) {
    for (const ticket of tickets.values()) this.index(ticket);
  }

  /** A ticket by id, deleted ones included. */
  find(id: number): Ticket | undefined {
    return this.tickets.get(id);
  }

  /** A ticket by id unless it was deleted. */
  findLive(id: number): Ticket | undefined {
    const ticket = this.tickets.get(id);
    return ticket?.deletion === null ? ticket : undefined;
  }

  /** Every ticket in order of id, deleted ones included. */
  all(): IterableIterator<Ticket> {
    return this.tickets.values();
  }

  /** Tickets with this external id, in order of id, deleted ones included; it is not unique. */
  byExternalId(externalId: string): Ticket[] {
    return this.pick(this.idsByExternalId.get(externalId));
  }

  /** Tickets of this requester, in order of id, deleted ones included. */
  byRequester(userId: number): Ticket[] {
    return this.pick(this.idsByRequester.get(userId));
  }

  /** Number of tickets, deleted ones included. */
  get size(): number {
    return this.tickets.size;
  }

  /** Adds a ticket. */
  add(ticket: Ticket): void {
    this.tickets.set(ticket.id, ticket);
    this.index(ticket);
  }

  /** Forgets a ticket for good. */
  purge(ticket: Ticket): void {
    this.unindex(ticket);
    this.tickets.delete(ticket.id);
  }

  /** Changes a ticket and keeps the look-ups right. */
  change<T>(ticket: Ticket, change: (ticket: Ticket) => T): T {
    this.unindex(ticket);
    try {
      return change(ticket);
    } finally {
      this.index(ticket);
    }
  }

  private pick(ids: ReadonlySet<number> | undefined): Ticket[] {
    const found = [...(ids ?? [])].sort((one, other) => one - other).map((id) => this.tickets.get(id));
    return found.filter((ticket) => ticket !== undefined);
  }

  private index(ticket: Ticket): void {
    if (ticket.externalId !== null) member(this.idsByExternalId, ticket.externalId).add(ticket.id);
    member(this.idsByRequester, ticket.requesterId).add(ticket.id);
  }

  private unindex(ticket: Ticket): void {
    if (ticket.externalId !== null) this.idsByExternalId.get(ticket.externalId)?.delete(ticket.id);
    this.idsByRequester.get(ticket.requesterId)?.delete(ticket.id);
  }
}

function member<K>(index: Map<K, Set<number>>, key: K): Set<number> {
  const known = index.get(key);
  if (known !== undefined) return known;
  const fresh = new Set<number>();
  index.set(key, fresh);
  return fresh;
}
