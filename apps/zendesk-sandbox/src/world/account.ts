import { TokenStore } from '../authentication/token-store';
import { CallLog } from '../calls/call-log';
import { Catalog } from '../catalog/catalog';
import { FaultList } from '../faults/fault-list';
import { IdempotencyKeys } from '../idempotency/idempotency-keys';
import { RateLimiter } from '../rate-limits/limiter';
import { ticketDocument, userDocument } from '../search/document';
import { SearchIndex } from '../search/search-index';
import type { Ticket } from '../tickets/ticket';
import { TicketStore } from '../tickets/ticket-store';
import { UploadStore } from '../uploads/upload-store';
import type { User } from '../users/user';
import { UserStore } from '../users/user-store';
import type { AccountState } from './account-state';
import { SandboxClock } from './clock';

/** One Zendesk account: what it stores, and what the sandbox keeps about it besides. */
export class Account {
  readonly clock: SandboxClock;
  readonly tokens: TokenStore;
  readonly users: UserStore;
  readonly tickets: TicketStore;
  readonly uploads: UploadStore;
  readonly catalog: Catalog;
  readonly idempotency: IdempotencyKeys;
  readonly search = new SearchIndex();
  readonly limiter = new RateLimiter();
  readonly faults = new FaultList();
  readonly calls = new CallLog();

  constructor(readonly state: AccountState) {
    const nextId = (): number => this.nextId();
    this.clock = new SandboxClock(state.clock);
    this.tokens = new TokenStore(state.tokens, nextId);
    this.users = new UserStore(state.users);
    this.tickets = new TicketStore(state.tickets);
    this.uploads = new UploadStore(state.attachments, state.uploads, nextId);
    this.catalog = new Catalog(state.catalog, nextId);
    this.idempotency = new IdempotencyKeys(state.idempotency);
    for (const user of state.users.values()) this.noteUser(user, 0);
    for (const ticket of state.tickets.values()) this.noteTicket(ticket, 0);
  }

  /** An id for anything that is not a ticket; large and never given twice. */
  nextId(): number {
    const id = this.state.nextRecordId;
    this.state.nextRecordId += 1;
    return id;
  }

  /** Sandbox time of this account, milliseconds since 1970. */
  now(): number {
    return this.clock.now();
  }

  /** Lets search know, after the lag, what the ticket looks like now. */
  noteTicket(ticket: Ticket, at: number = this.now()): void {
    const document = ticket.deletion === null ? ticketDocument(ticket) : null;
    this.search.note({ at, kind: 'ticket', id: ticket.id, document }, this.indexLagMs);
  }

  /** Lets search know, after the lag, what the user looks like now. */
  noteUser(user: User, at: number = this.now()): void {
    const document = user.active ? userDocument(user) : null;
    this.search.note({ at, kind: 'user', id: user.id, document }, this.indexLagMs);
  }

  /** Milliseconds until search sees a change. */
  get indexLagMs(): number {
    return this.state.settings.indexLagSeconds * 1000;
  }
}
