import type {
  Admission,
  Audit,
  CallFacts,
  CallPermit,
  CallTarget,
  DeletedTicket,
  FileUpload,
  Me,
  Refused,
  Ticket,
  TicketAnswer,
  TicketWrite,
  UploadedFile,
  ZendeskOutcome,
  ZendeskUser,
} from '@parley/zendesk';
import type { LaneClock, TicketDesk } from '../src/lane/ports';
import { auditsOf, bodyOf, ticketOf, type KeptTicket, type TicketBody } from './kept-ticket';
import { MemoryUploads, refusedUploads } from './memory-uploads';
import { ok, refused, stampOf, unknown } from './zendesk-answers';

/** What may go wrong with one write. `before`: nothing was applied; `after`: applied, and the answer is lost. */
export type Fault =
  | 'lost-before'
  | 'lost-after'
  | 'rate-limited'
  | 'unauthorised'
  | 'not-sent'
  | { readonly refused: Refused['code'] };

/** The part of Zendesk that lanes use, in memory, on the test's clock: whole-second stamps, keys, safe updates, closed is final. */
export class MemoryZendesk implements TicketDesk {
  readonly tickets: KeptTicket[] = [];
  readonly agents = new Map<string, number>();
  /** Faults of the next writes, in order; `undefined` lets one through. */
  readonly faults: (Fault | undefined)[] = [];
  /** Called after an answer is composed and before the caller has it. */
  beforeAnswer: () => void = () => undefined;
  writes = 0;
  reads = 0;
  /** The list filter finds nothing while true, as the search index does for minutes. */
  listLags = false;
  readonly uploads: MemoryUploads;
  private readonly keys = new Map<string, { readonly body: string; readonly answer: TicketAnswer }>();

  constructor(private readonly clock: LaneClock) {
    this.uploads = new MemoryUploads(clock);
  }

  admit(organizationId: string, _target: CallTarget): Promise<Admission> {
    const permit: CallPermit = { organizationId, usable: () => true, release: () => undefined };
    return Promise.resolve({ kind: 'admitted', permit });
  }

  createTicket(
    _: string,
    write: TicketWrite & { readonly idempotencyKey: string },
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    return this.write('POST', '/api/v2/tickets', () => this.create(write));
  }

  updateTicket(_: string, ticketId: number, write: TicketWrite): Promise<ZendeskOutcome<TicketAnswer>> {
    return this.write('PUT', `/api/v2/tickets/${ticketId}`, () => this.update(ticketId, bodyOf(write)));
  }

  showTicket(_: string, ticketId: number): Promise<ZendeskOutcome<Ticket>> {
    this.reads += 1;
    const facts = { method: 'GET', path: `/api/v2/tickets/${ticketId}`, durationMs: 1 } as const;
    const kept = this.tickets.find(({ id, deleted }) => id === ticketId && !deleted);
    return Promise.resolve(kept === undefined ? refused(facts, 404, 'not-found') : ok(facts, ticketOf(kept)));
  }

  findAudit(
    _: string,
    ticketId: number,
    search: { readonly matches: (audit: Audit) => boolean; readonly notBefore: Date },
  ): Promise<ZendeskOutcome<Audit | undefined>> {
    this.reads += 1;
    const facts = { method: 'GET', path: `/api/v2/tickets/${ticketId}/audits`, durationMs: 1 } as const;
    const kept = this.tickets.find(({ id, deleted }) => id === ticketId && !deleted);
    if (kept === undefined) return Promise.resolve(refused(facts, 404, 'not-found'));
    const young = auditsOf(kept).filter(
      ({ created_at }) => Date.parse(created_at) >= search.notBefore.getTime(),
    );
    return Promise.resolve(ok(facts, young.findLast(search.matches)));
  }

  showAudit(_: string, ticketId: number, auditId: number): Promise<ZendeskOutcome<Audit>> {
    this.reads += 1;
    const facts = { method: 'GET', path: `/api/v2/tickets/${ticketId}/audits`, durationMs: 1 } as const;
    const kept = this.tickets.find(({ id, deleted }) => id === ticketId && !deleted);
    const audit = kept && auditsOf(kept).find(({ id }) => id === auditId);
    return Promise.resolve(audit === undefined ? refused(facts, 404, 'not-found') : ok(facts, audit));
  }

  redactComment(
    _: string,
    ticketId: number,
    commentId: number,
    write: TicketWrite,
  ): Promise<ZendeskOutcome<unknown>> {
    const path = `/api/v2/comment_redactions/${commentId}`;
    return this.write<unknown>('PUT', path, () => this.redact(ticketId, commentId, write));
  }

  ticketsByExternalId(_: string, externalId: string): Promise<ZendeskOutcome<readonly Ticket[]>> {
    this.reads += 1;
    const found = this.tickets.filter(
      (kept) => !kept.deleted && kept.externalId === externalId && !this.listLags,
    );
    return Promise.resolve(
      ok({ method: 'GET', path: '/api/v2/tickets', durationMs: 1 }, found.map(ticketOf)),
    );
  }

  searchTickets(_: string, externalId: string): Promise<ZendeskOutcome<readonly number[]>> {
    const found = this.tickets.filter((kept) => !kept.deleted && kept.externalId === externalId);
    return Promise.resolve(
      ok(
        { method: 'GET', path: '/api/v2/search', durationMs: 1 },
        found.map(({ id }) => id),
      ),
    );
  }

  deletedTickets(): Promise<ZendeskOutcome<readonly DeletedTicket[]>> {
    const bin = this.tickets.filter(({ deleted }) => deleted);
    const facts = { method: 'GET', path: '/api/v2/deleted_tickets', durationMs: 1 } as const;
    return Promise.resolve(
      ok(
        facts,
        bin.map(({ id, subject, updatedAtMs }) => ({ id, subject, deleted_at: stampOf(updatedAtMs) })),
      ),
    );
  }

  uploadFile(_: string, file: FileUpload): Promise<ZendeskOutcome<UploadedFile>> {
    return Promise.resolve(this.uploads.upload(file));
  }

  me(): Promise<ZendeskOutcome<Me>> {
    return Promise.resolve(this.uploads.me());
  }

  findAgentByEmail(_: string, email: string): Promise<ZendeskOutcome<ZendeskUser | undefined>> {
    this.reads += 1;
    const id = this.agents.get(email);
    return Promise.resolve(
      ok(
        { method: 'GET', path: '/api/v2/users/search', durationMs: 1 },
        id === undefined ? undefined : { id },
      ),
    );
  }

  /** An agent, a trigger or an automation changes a ticket. */
  change(
    ticketId: number,
    change: Partial<Pick<KeptTicket, 'status' | 'tags' | 'assigneeId' | 'deleted'>>,
  ): void {
    const kept = this.tickets.find(({ id }) => id === ticketId);
    if (kept === undefined) throw new Error(`There is no ticket ${ticketId}`);
    Object.assign(kept, change, { updatedAtMs: this.clock.now().getTime() });
  }

  /** An agent merges one ticket into another. */
  merge(ticketId: number, targetId: number): void {
    const kept = this.tickets.find(({ id }) => id === ticketId);
    this.change(ticketId, { status: 'closed', tags: [...(kept?.tags ?? []), 'closed_by_merge'] });
    kept?.audits.push({
      id: kept.id * 1_000 + kept.audits.length,
      created_at: stampOf(this.clock.now().getTime()),
      events: [],
      via: { source: { rel: 'merge', to: { ticket_id: targetId } } },
    });
  }

  private redact(ticketId: number, commentId: number, write: TicketWrite): ZendeskOutcome<unknown> {
    const facts = { method: 'PUT', path: `/api/v2/comment_redactions/${commentId}`, durationMs: 1 } as const;
    const kept = this.tickets.find(({ id, deleted }) => id === ticketId && !deleted);
    const comment = kept?.comments.find(({ auditId }) => auditId === commentId);
    if (kept === undefined || comment === undefined) return refused(facts, 404, 'not-found');
    const sent = JSON.parse(Buffer.from(write.body).toString('utf8')) as {
      readonly html_body: string;
      readonly external_attachment_urls?: readonly string[];
    };
    if (sent.html_body.replace(/<\/?redact>/g, '') !== comment.html_body)
      return refused(facts, 422, 'invalid');
    comment.html_body = sent.html_body.replace(/<redact>.*?<\/redact>/gs, '▇');
    comment.redactedFiles = sent.external_attachment_urls ?? [];
    kept.updatedAtMs = this.clock.now().getTime();
    return ok(facts, {});
  }

  private write<T>(
    method: 'POST' | 'PUT',
    path: string,
    apply: () => ZendeskOutcome<T>,
  ): Promise<ZendeskOutcome<T>> {
    return Promise.resolve(this.written(method, path, apply));
  }

  private written<T>(
    method: 'POST' | 'PUT',
    path: string,
    apply: () => ZendeskOutcome<T>,
  ): ZendeskOutcome<T> {
    this.writes += 1;
    const facts: CallFacts = { method, path, durationMs: 1 };
    const fault = this.faults.shift();
    switch (fault) {
      case 'lost-before':
        return unknown(facts);
      case 'rate-limited':
        return {
          ...facts,
          kind: 'rate-limited',
          retryAfterMs: 3_000,
          bucket: 'ticket-updates',
          sent: true,
          status: 429,
        };
      case 'unauthorised':
        return { ...facts, kind: 'unauthorised', sent: true, status: 401 };
      case 'not-sent':
        return { ...facts, kind: 'not-sent', reason: 'connect-failed' };
      case 'lost-after':
      case undefined: {
        const outcome = apply();
        this.beforeAnswer();
        return fault === 'lost-after' && outcome.kind === 'ok' ? unknown(facts) : outcome;
      }
      default:
        return refused(facts, 422, fault.refused);
    }
  }

  private create(write: TicketWrite & { readonly idempotencyKey: string }): ZendeskOutcome<TicketAnswer> {
    const facts = { method: 'POST', path: '/api/v2/tickets', durationMs: 1 } as const;
    const body = Buffer.from(write.body).toString('utf8');
    const known = this.keys.get(write.idempotencyKey);
    if (known !== undefined)
      return known.body === body
        ? ok(facts, known.answer, true)
        : refused(facts, 400, 'idempotency-mismatch');
    const ticket = bodyOf(write);
    if (!this.uploads.attach(ticket.comment?.uploads)) return refusedUploads(facts);
    const kept: KeptTicket = {
      id: 100 + this.tickets.length,
      externalId: ticket.external_id ?? '',
      status: 'new',
      subject: ticket.subject ?? '',
      requesterId: ticket.requester_id ?? 0,
      assigneeId: null,
      tags: ticket.tags ?? [],
      updatedAtMs: this.clock.now().getTime(),
      sourceId: ticket.via_followup_source_id ?? null,
      deleted: false,
      comments: [],
      audits: [],
    };
    this.tickets.push(kept);
    const answer = this.audited(kept, ticket);
    this.keys.set(write.idempotencyKey, { body, answer });
    return ok(facts, answer);
  }

  private update(ticketId: number, change: TicketBody): ZendeskOutcome<TicketAnswer> {
    const facts = { method: 'PUT', path: `/api/v2/tickets/${ticketId}`, durationMs: 1 } as const;
    const kept = this.tickets.find(({ id, deleted }) => id === ticketId && !deleted);
    if (kept === undefined) return refused(facts, 404, 'not-found');
    if (kept.status === 'closed') return refused(facts, 422, 'ticket-closed');
    if (change.updated_stamp !== stampOf(kept.updatedAtMs))
      return { ...facts, kind: 'conflict', status: 409 };
    if (!this.uploads.attach(change.comment?.uploads)) return refusedUploads(facts);
    kept.status = change.status ?? kept.status;
    kept.tags = change.tags ?? kept.tags;
    kept.assigneeId = change.assignee_id ?? kept.assigneeId;
    kept.requesterId = change.requester_id ?? kept.requesterId;
    kept.updatedAtMs = this.clock.now().getTime();
    return ok(facts, this.audited(kept, change));
  }

  private audited(kept: KeptTicket, change: TicketBody): TicketAnswer {
    const audit: Audit = {
      id: kept.id * 1_000 + kept.audits.length,
      created_at: stampOf(this.clock.now().getTime()),
      metadata: { custom: change.metadata },
      events: [],
    };
    kept.audits.push(audit);
    if (change.comment !== undefined) kept.comments.push({ ...change.comment, auditId: audit.id });
    return { ticket: ticketOf(kept), audit };
  }
}
