import { CONNECTED_USER } from './names';
import { foundAgents, shownAgents } from './sim-agents';
import { redactComment } from './redact-comment';
import { BY_AGENTS, stampOf, toldAudit, toldTicket, type SimTicket } from './zendesk-records';

/** A request as it arrives. */
export interface Arriving {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly idempotencyKey: string | undefined;
  /** Of the caller's authorisation. */
  readonly token?: string | undefined;
  readonly body: string;
}

/** An answer before it leaves. */
export interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface TicketChange {
  readonly subject?: string;
  readonly requester_id?: number;
  readonly external_id?: string;
  readonly via_followup_source_id?: number;
  readonly tags?: string[];
  readonly status?: string;
  readonly assignee_id?: number;
  readonly comment?: { readonly html_body: string; readonly public?: boolean; readonly author_id?: number };
  readonly metadata?: Record<string, unknown>;
  readonly safe_update?: boolean;
  readonly updated_stamp?: string;
}

/** How long Zendesk remembers an Idempotency-Key. */
const KEY_LIFE_MS = 2 * 3_600_000;
/** Triggers of the account change a new ticket a moment later. */
const TRIGGER_AFTER_MS = 400;
const FIRST_TICKET = 101;
const CLOSED = {
  error: 'RecordInvalid',
  details: { status: [{ description: 'Status: closed prevents ticket update' }] },
};
/** What a check that an administrator of Zendesk made says to every comment. */
const REFUSED: Answer = {
  status: 422,
  body: { error: 'RecordInvalid', details: { comment: [{ description: 'Comment: is refused' }] } },
};
const NOT_FOUND: Answer = { status: 404, body: { error: 'RecordNotFound' } };
const UNAUTHORISED: Answer = { status: 401, body: { error: 'invalid_token' } };

/**
 * The part of Zendesk that lanes touch, as the fact sheet has it: keys for two hours with 400 on other bytes, safe updates on
 * stamps of whole seconds, closed for ever, follow-ups of closed tickets only, an index that lags, metadata in the audits.
 */
export class SimZendesk {
  readonly tickets: SimTicket[] = [];
  /** Zendesk users that are agents, by their address. */
  readonly agents = new Map<string, number>();
  /** How long a new ticket is missing from the list filter and from search. */
  listLagMs = 0;
  searchLagMs = 0;
  /** Triggers change a new ticket right after its creation. */
  hasTriggers = false;
  /** Whether it refuses every comment for what is in it. */
  refusesComments = false;
  /** The token that calls must carry; `undefined` when it was revoked. */
  acceptedToken: string | undefined = 'token-1';
  private readonly keys = new Map<string, { body: string; answer: Answer; atMs: number }>();
  private records = 0;

  /** @param now the time at Zendesk, which may be off against ours */
  constructor(
    private readonly now: () => number,
    private readonly connectedUser = CONNECTED_USER,
  ) {}

  handle(request: Arriving): Answer {
    const { method, token } = request;
    if (token !== undefined && token !== this.acceptedToken) return UNAUTHORISED;
    const [path = '', query = ''] = request.path.split('?');
    const id = Number(/^\/api\/v2\/tickets\/(\d+)/.exec(path)?.[1] ?? 0);
    if (method === 'POST' && path === '/api/v2/tickets') return this.create(request);
    const commentId = Number(/^\/api\/v2\/comment_redactions\/(\d+)/.exec(path)?.[1] ?? 0);
    if (commentId > 0) return redactComment(commentId, request.body, (one) => this.living(one), this.now());
    if (method === 'PUT' && id > 0) return this.update(id, changeOf(request.body));
    if (method !== 'GET') return NOT_FOUND;
    const auditId = /\/audits\/(\d+)$/.exec(path)?.[1];
    if (auditId !== undefined) return this.audit(id, Number(auditId));
    if (path.endsWith('/audits')) return this.audits(id);
    if (id > 0) return this.show(id);
    const parameters = new URLSearchParams(query);
    if (path === '/api/v2/tickets') return this.list(parameters.get('external_id') ?? '');
    if (path === '/api/v2/search') return this.search(parameters.get('query') ?? '');
    if (path === '/api/v2/deleted_tickets') return this.bin();
    if (path === '/api/v2/users/search') return foundAgents(this.agents, parameters.get('query') ?? '');
    if (path.startsWith('/api/v2/users/show_many'))
      return shownAgents(this.agents, parameters.get('ids') ?? '');
    if (path === '/api/v2/users/me')
      return { status: 200, body: { user: { id: this.connectedUser, role: 'admin' } } };
    return NOT_FOUND;
  }

  /** A person works on a ticket. */
  agentChanges(ticket: SimTicket, change: { status?: string; tag?: string; comment?: boolean }): void {
    if (ticket.deletedAtMs !== null || ticket.status === 'closed') return;
    if (change.status !== undefined) {
      ticket.byAgents.touchedStatus = true;
      this.setStatus(ticket, change.status);
      if (change.status === 'closed') ticket.byAgents.closed = true;
    }
    if (change.tag !== undefined && !ticket.tags.includes(change.tag)) {
      ticket.tags = [...ticket.tags, change.tag];
      ticket.byAgents.tags.push(change.tag);
    }
    ticket.updatedAtMs = this.now();
    ticket.audits.push({ id: this.nextId(), atMs: this.now(), custom: {}, comment: undefined });
  }

  /** An agent merges a ticket into one of the same requester's; Zendesk closes and tags it. */
  agentMerges(ticket: SimTicket): void {
    if (ticket.deletedAtMs !== null || ticket.status === 'closed') return;
    const { requesterId, externalId } = ticket;
    // What agents make has no external id in truth; here it says whose conversation goes on there.
    const target = this.newTicket(
      { requester_id: requesterId, external_id: `${BY_AGENTS}${externalId}` },
      null,
    );
    target.byAgents.touchedStatus = true;
    this.agentChanges(ticket, { status: 'closed' });
    ticket.tags = [...ticket.tags, 'closed_by_merge'];
    ticket.mergedInto = target.id;
    const audit = { id: this.nextId(), atMs: this.now(), custom: {}, comment: undefined };
    ticket.audits.push({ ...audit, mergedInto: target.id });
  }

  agentDeletes(ticket: SimTicket): void {
    ticket.deletedAtMs ??= this.now();
  }

  private create(request: Arriving): Answer {
    const { idempotencyKey: key, body } = request;
    const known = key === undefined ? undefined : this.keys.get(key);
    if (known !== undefined && this.now() - known.atMs < KEY_LIFE_MS) {
      if (known.body !== body) return { status: 400, body: { error: 'IdempotentRequestError' } };
      return { ...known.answer, headers: { 'x-idempotency-lookup': 'hit' } };
    }
    const change = changeOf(body);
    if (this.refusesComments) {
      // A replay gets the stored answer; that a refusal is stored, too, is taken from there and was not measured.
      if (key !== undefined) this.keys.set(key, { body, answer: REFUSED, atMs: this.now() });
      return REFUSED;
    }
    const sourceId = change.via_followup_source_id ?? null;
    if (sourceId !== null && this.living(sourceId)?.status !== 'closed')
      return {
        status: 422,
        body: { error: 'RecordInvalid', details: { base: [{ description: 'source' }] } },
      };
    const ticket = this.newTicket(change, sourceId);
    const answer = { status: 201, body: this.noted(ticket, change) };
    if (this.hasTriggers) ticket.updatedAtMs = this.now() + TRIGGER_AFTER_MS;
    if (key !== undefined) this.keys.set(key, { body, answer, atMs: this.now() });
    return answer;
  }

  private newTicket(change: TicketChange, sourceId: number | null): SimTicket {
    const now = this.now();
    const ticket: SimTicket = {
      id: FIRST_TICKET + this.tickets.length,
      externalId: change.external_id ?? '',
      subject: change.subject ?? '',
      sourceId,
      createdAtMs: now,
      requesterId: change.requester_id ?? 0,
      assigneeId: null,
      status: 'new',
      tags: change.tags ?? [],
      updatedAtMs: now,
      deletedAtMs: null,
      comments: [],
      audits: [],
      byAgents: { touchedStatus: false, tags: [], closed: false },
      mergedInto: null,
      tagAhead: null,
      requesters: [change.requester_id ?? 0],
      closedAfter: null,
    };
    this.tickets.push(ticket);
    return ticket;
  }

  private update(id: number, change: TicketChange): Answer {
    const ticket = this.living(id);
    if (ticket === undefined) return NOT_FOUND;
    if (ticket.tagAhead !== null) this.agentChanges(ticket, { tag: ticket.tagAhead });
    ticket.tagAhead = null;
    if (ticket.status === 'closed') return { status: 422, body: CLOSED };
    if (this.refusesComments && change.comment !== undefined) return REFUSED;
    if (change.safe_update !== undefined && change.updated_stamp !== stampOf(ticket.updatedAtMs))
      return { status: 409, body: { error: 'UpdateConflict', description: 'Safe update' } };
    if (change.requester_id !== undefined) {
      ticket.requesterId = change.requester_id;
      ticket.requesters.push(change.requester_id);
    }
    ticket.tags = change.tags ?? ticket.tags;
    ticket.assigneeId = change.assignee_id ?? ticket.assigneeId;
    ticket.updatedAtMs = this.now();
    const body = this.noted(ticket, change);
    if (change.status !== undefined) this.setStatus(ticket, change.status);
    return { status: 200, body: { ...body, ticket: toldTicket(ticket) } };
  }

  private noted(ticket: SimTicket, change: TicketChange): object {
    const comment =
      change.comment === undefined
        ? undefined
        : {
            id: this.nextId(),
            html: change.comment.html_body,
            isPublic: change.comment.public ?? true,
            authorId: change.comment.author_id ?? this.connectedUser,
            atMs: this.now(),
          };
    if (comment !== undefined) ticket.comments.push(comment);
    const audit = { id: this.nextId(), atMs: this.now(), custom: change.metadata ?? {}, comment };
    ticket.audits.push(audit);
    return { ticket: toldTicket(ticket), audit: toldAudit(audit) };
  }

  private setStatus(ticket: SimTicket, status: string): void {
    ticket.status = status;
    if (status === 'closed') ticket.closedAfter = ticket.comments.length;
  }

  private show(id: number): Answer {
    const ticket = this.living(id);
    return ticket === undefined ? NOT_FOUND : { status: 200, body: { ticket: toldTicket(ticket) } };
  }

  private audits(id: number): Answer {
    const ticket = this.living(id);
    if (ticket === undefined) return NOT_FOUND;
    const audits = [...ticket.audits].reverse().map(toldAudit);
    return { status: 200, body: { audits, meta: { has_more: false } } };
  }

  private audit(id: number, auditId: number): Answer {
    const audit = this.living(id)?.audits.find((one) => one.id === auditId);
    return audit === undefined ? NOT_FOUND : { status: 200, body: { audit: toldAudit(audit) } };
  }

  private list(externalId: string): Answer {
    return { status: 200, body: { tickets: this.named(externalId, this.listLagMs).map(toldTicket) } };
  }

  private search(query: string): Answer {
    const externalId = /external_id:"([^"]*)"/.exec(query)?.[1] ?? '';
    const results = this.named(externalId, this.searchLagMs).map(({ id }) => ({ id, result_type: 'ticket' }));
    return { status: 200, body: { results } };
  }

  private bin(): Answer {
    const deleted = this.tickets.flatMap(({ id, subject, deletedAtMs }) =>
      deletedAtMs === null ? [] : [{ id, subject, deleted_at: stampOf(deletedAtMs) }],
    );
    return { status: 200, body: { deleted_tickets: deleted } };
  }

  private named(externalId: string, lagMs: number): readonly SimTicket[] {
    return this.tickets.filter(
      (ticket) =>
        ticket.externalId === externalId &&
        ticket.deletedAtMs === null &&
        ticket.createdAtMs + lagMs <= this.now(),
    );
  }

  private living(id: number): SimTicket | undefined {
    return this.tickets.find((ticket) => ticket.id === id && ticket.deletedAtMs === null);
  }

  private nextId(): number {
    this.records += 1;
    return 10_000 + this.records;
  }
}

function changeOf(body: string): TicketChange {
  return (JSON.parse(body) as { readonly ticket: TicketChange }).ticket;
}
