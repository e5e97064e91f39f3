import type { ZendeskGateway, AuditPage, TicketWrite } from './gateway';
import { queryOf } from './json-body';
import { mapBody, type ZendeskOutcome } from './outcome';
import {
  AuditListShape,
  AuditReadShape,
  DeletedTicketListShape,
  RedactionShape,
  SearchResultShape,
  TicketAnswerShape,
  TicketListShape,
  TicketReadShape,
  type Audit,
  type DeletedTicket,
  type Ticket,
  type TicketAnswer,
} from './shapes';

type Send = ZendeskGateway['send'];

/** Largest page of every list. */
const PAGE = 100;
/** A ticket has at most 5,000 comments; beyond twice that many audits something is wrong. */
const MOST_AUDIT_PAGES = 100;

/** The calls about tickets. */
export class TicketCalls {
  constructor(private readonly send: Send) {}

  async createTicket(
    organizationId: string,
    { body, callClass, idempotencyKey, permit }: TicketWrite & { readonly idempotencyKey: string },
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    return this.send(organizationId, {
      method: 'POST',
      path: '/api/v2/tickets',
      callClass,
      body,
      idempotencyKey,
      shape: TicketAnswerShape,
      ...(permit === undefined ? {} : { permit }),
    });
  }

  async updateTicket(
    organizationId: string,
    ticketId: number,
    { body, callClass, permit }: TicketWrite,
  ): Promise<ZendeskOutcome<TicketAnswer>> {
    return this.send(organizationId, {
      method: 'PUT',
      path: `/api/v2/tickets/${ticketId}`,
      ticketId,
      callClass,
      body,
      shape: TicketAnswerShape,
      ...(permit === undefined ? {} : { permit }),
    });
  }

  async showTicket(organizationId: string, ticketId: number): Promise<ZendeskOutcome<Ticket>> {
    const call = {
      method: 'GET',
      path: `/api/v2/tickets/${ticketId}`,
      callClass: 'read',
      shape: TicketReadShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ ticket }) => ticket);
  }

  async ticketAudits(
    organizationId: string,
    ticketId: number,
    after?: string,
  ): Promise<ZendeskOutcome<AuditPage>> {
    const cursor = after === undefined ? {} : { 'page[after]': after };
    const query = queryOf({ 'page[size]': PAGE, sort: '-created_at', ...cursor });
    const path = `/api/v2/tickets/${ticketId}/audits?${query}`;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'settle',
      shape: AuditListShape,
    });
    return mapBody(outcome, ({ audits, meta }) => {
      const next = meta?.has_more === true ? (meta.after_cursor ?? undefined) : undefined;
      return { audits, newestFirst: isNewestFirst(audits), ...(next === undefined ? {} : { next }) };
    });
  }

  async findAudit(
    organizationId: string,
    ticketId: number,
    search: { readonly matches: (audit: Audit) => boolean; readonly notBefore: Date },
  ): Promise<ZendeskOutcome<Audit | undefined>> {
    let after: string | undefined;
    for (let page = 1; ; page += 1) {
      const outcome = await this.ticketAudits(organizationId, ticketId, after);
      if (outcome.kind !== 'ok') return outcome;
      const { audits, next, newestFirst } = outcome.body;
      const found = audits.find(search.matches);
      // A page in the other order proves nothing about the pages after it, so then all are read.
      const past =
        newestFirst && audits.some(({ created_at }) => Date.parse(created_at) < search.notBefore.getTime());
      if (found !== undefined || past || next === undefined) return mapBody(outcome, () => found);
      if (page === MOST_AUDIT_PAGES) {
        const { method, path, durationMs } = outcome;
        return {
          method,
          path,
          durationMs,
          kind: 'unknown',
          reason: 'unreadable-answer',
          detail: 'audits without end',
        };
      }
      after = next;
    }
  }

  async showAudit(organizationId: string, ticketId: number, auditId: number): Promise<ZendeskOutcome<Audit>> {
    const call = {
      method: 'GET',
      path: `/api/v2/tickets/${ticketId}/audits/${auditId}`,
      callClass: 'read',
      shape: AuditReadShape,
    } as const;
    return mapBody(await this.send(organizationId, call), ({ audit }) => audit);
  }

  redactComment(
    organizationId: string,
    ticketId: number,
    commentId: number,
    { body, callClass, permit }: TicketWrite,
  ): Promise<ZendeskOutcome<unknown>> {
    return this.send(organizationId, {
      method: 'PUT',
      path: `/api/v2/comment_redactions/${commentId}`,
      ticketId,
      callClass,
      body,
      shape: RedactionShape,
      ...(permit === undefined ? {} : { permit }),
    });
  }

  async ticketsByExternalId(
    organizationId: string,
    externalId: string,
  ): Promise<ZendeskOutcome<readonly Ticket[]>> {
    const path = `/api/v2/tickets?${queryOf({ external_id: externalId, per_page: PAGE })}`;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'settle',
      shape: TicketListShape,
    });
    // A filter that Zendesk ignored would list strangers' tickets as ours.
    return mapBody(outcome, ({ tickets }) => tickets.filter(({ external_id }) => external_id === externalId));
  }

  async searchTickets(
    organizationId: string,
    externalId: string,
  ): Promise<ZendeskOutcome<readonly number[]>> {
    const query = `type:ticket external_id:"${externalId.replace(/["\\]/g, '\\$&')}"`;
    const path = `/api/v2/search?${queryOf({ query, per_page: PAGE })}`;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'read',
      shape: SearchResultShape,
    });
    return mapBody(outcome, ({ results }) =>
      results
        .filter(
          (result) =>
            (result.result_type ?? 'ticket') === 'ticket' &&
            (result.external_id ?? externalId) === externalId,
        )
        .map(({ id }) => id),
    );
  }

  async deletedTickets(organizationId: string, page = 1): Promise<ZendeskOutcome<readonly DeletedTicket[]>> {
    const query = queryOf({ sort_by: 'deleted_at', sort_order: 'desc', per_page: PAGE, page });
    const path = `/api/v2/deleted_tickets?${query}`;
    const outcome = await this.send(organizationId, {
      method: 'GET',
      path,
      callClass: 'read',
      shape: DeletedTicketListShape,
    });
    return mapBody(outcome, ({ deleted_tickets }) => deleted_tickets);
  }
}

function isNewestFirst(audits: readonly Audit[]): boolean {
  return audits.every((audit, index) => {
    const before = audits[index - 1];
    return before === undefined || Date.parse(before.created_at) >= Date.parse(audit.created_at);
  });
}
