import { Readable } from 'node:stream';
import { Type, type Static } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import { auditJson } from '../audits/audit-json';
import { runDueTasks } from '../business-rules/lifecycle';
import type { CallRecord } from '../calls/call-log';
import { commentJson } from '../comments/comment-json';
import { optionalTimestamp } from '../http/timestamps';
import type { Ticket } from '../tickets/ticket';
import { ticketJson } from '../tickets/ticket-json';
import { userJson } from '../users/user-json';
import type { Account } from '../world/account';

const PARTS = ['tickets', 'users', 'calls'] as const;
type Part = (typeof PARTS)[number];

const TruthQuery = Type.Object({
  /** Parts separated by commas; all when left out. */
  include: Type.Optional(Type.String({ pattern: `^(${PARTS.join('|')})(,(${PARTS.join('|')}))*$` })),
  /** Most tickets, users and calls in one answer; all when left out. */
  limit: Type.Optional(Type.Integer({ minimum: 1 })),
  afterTicketId: Type.Optional(Type.Integer({ minimum: 0 })),
  afterUserId: Type.Optional(Type.Integer({ minimum: 0 })),
  afterCall: Type.Optional(Type.Integer({ minimum: 0 })),
});

/**
 * The ground truth of an account: every ticket with comments and audits (deleted and archived ones too), every user, every call
 * received. Streamed, so that it stays affordable after a load test; with `limit` it comes in pages, `next` says how to go on.
 */
export function registerTruthRoutes(app: FastifyInstance): void {
  app.get<{ Querystring: Static<typeof TruthQuery> }>(
    '/sandbox/truth',
    { schema: { querystring: TruthQuery } },
    async (request, reply) => {
      const { account, baseUrl, query } = request;
      runDueTasks(account);
      const parts = new Set(query.include?.split(',') ?? PARTS);
      const wanted = PARTS.filter((part) => parts.has(part));
      return reply
        .type('application/json; charset=utf-8')
        .send(Readable.from(truthText(account, baseUrl, wanted, query)));
    },
  );
}

/** Roughly so many characters leave in one piece. */
const CHUNK = 64 * 1024;

function* truthText(
  account: Account,
  baseUrl: string,
  parts: readonly Part[],
  query: Static<typeof TruthQuery>,
): Generator<string> {
  const head = {
    subdomain: account.state.subdomain,
    now: new Date(account.now()).toISOString(),
    counts: counts(account),
  };
  let text = JSON.stringify(head).slice(0, -1);
  const next: Partial<Record<Part, number>> = {};
  for (const part of parts) {
    text += `,"${part}":[`;
    let separator = '';
    for (const { key, json } of page(rowsOf(account, baseUrl, part, query), query.limit)) {
      text += separator + JSON.stringify(json);
      separator = ',';
      next[part] = key;
      if (text.length < CHUNK) continue;
      yield text;
      text = '';
    }
    text += ']';
  }
  yield `${text},"next":${JSON.stringify(query.limit === undefined ? null : next)}}`;
}

interface Row {
  readonly key: number;
  readonly json: object;
}

function* page(rows: Iterable<Row>, limit = Number.POSITIVE_INFINITY): Generator<Row> {
  let count = 0;
  for (const row of rows) {
    if (count === limit) return;
    count += 1;
    yield row;
  }
}

function* rowsOf(
  account: Account,
  baseUrl: string,
  part: Part,
  query: Static<typeof TruthQuery>,
): Generator<Row> {
  switch (part) {
    case 'tickets':
      for (const ticket of account.tickets.all()) {
        if (ticket.id > (query.afterTicketId ?? 0))
          yield { key: ticket.id, json: wholeTicket(account, ticket, baseUrl) };
      }
      return;
    case 'users':
      for (const user of account.users.all()) {
        if (user.id > (query.afterUserId ?? 0))
          yield {
            key: user.id,
            json: { ...userJson(account, user, baseUrl), merged_into_id: user.mergedIntoId },
          };
      }
      return;
    case 'calls':
      for (const call of account.calls.after(query.afterCall ?? 0, Number.POSITIVE_INFINITY)) {
        yield { key: call.sequence, json: callJson(call) };
      }
  }
}

/** A ticket with everything that belongs to it, and what the API hides. */
function wholeTicket(account: Account, ticket: Ticket, baseUrl: string): object {
  return {
    ...ticketJson(account, ticket, baseUrl),
    via_followup_source_id: ticket.followupSourceId,
    solved_at: optionalTimestamp(ticket.solvedAt),
    closed_at: optionalTimestamp(ticket.closedAt),
    archived_at: optionalTimestamp(ticket.archivedAt),
    deleted_at: optionalTimestamp(ticket.deletion?.at ?? null),
    comments: ticket.comments.map((comment) => commentJson(account, ticket, comment, baseUrl)),
    audits: ticket.audits.map((audit) => auditJson(account, ticket, audit, baseUrl)),
  };
}

function callJson(call: CallRecord): object {
  return { ...call, at: new Date(call.at).toISOString() };
}

function counts(account: Account): object {
  return {
    tickets: account.tickets.size,
    users: account.users.size,
    calls: account.calls.total,
    callsNotKept: account.calls.droppedCount,
  };
}
