import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appendAudit } from '../audits/append-audit';
import { AuditDraft } from '../audits/audit-draft';
import type { Via } from '../audits/audit';
import type { Caller } from '../authentication/caller';
import { noteStatus } from '../business-rules/lifecycle';
import { writeComment } from '../comments/write-comment';
import { asId, Parameters, ParameterWarnings } from '../http/parameters';
import { jsonBody } from '../http/request-body';
import { callerOf } from '../http/request-context';
import { invalidAttribute, recordNotFound } from '../http/zendesk-error';
import { completedJob, jobJson } from '../jobs/jobs';
import { tagNames } from '../tags/tag-names';
import type { Account } from '../world/account';
import { closedTicket } from './status-rules';
import type { Ticket } from './ticket';
import { requestedTicket } from './ticket-routes';

const MERGE_KEYS: ReadonlySet<string> = new Set([
  'ids',
  'target_comment',
  'source_comment',
  'target_comment_is_public',
  'source_comment_is_public',
]);

/** Tag of a ticket that was closed by a merge (seen in client code). */
const MERGED_TAG = 'closed_by_merge';

/** Merging of tickets into a target: the sources are closed and say so. */
export function registerTicketMergeRoutes(app: FastifyInstance): void {
  app.post('/api/v2/tickets/:id/merge', (request) => {
    const { account } = request;
    const caller = callerOf(request);
    const target = requestedTicket(request);
    const parameters = new Parameters(jsonBody(request), 'merge', MERGE_KEYS, new ParameterWarnings());
    const sources = readSources(account, request, parameters).filter((source) => source.id !== target.id);
    if ([target, ...sources].some((ticket) => ticket.status === 'closed')) throw closedTicket();
    mergeTickets(account, caller, { target, sources, parameters });
    return {
      job_status: jobJson(
        completedJob(account, [{ action: 'merge', id: target.id, status: 'Updated', success: true }]),
        request.baseUrl,
        'queued',
      ),
    };
  });
}

function readSources(account: Account, request: FastifyRequest, parameters: Parameters): Ticket[] {
  const ids = (parameters.texts('ids') ?? []).map(asId);
  if (ids.length === 0) throw invalidAttribute('ids', 'must be an array', 'tickets/merge');
  return ids.map((id) => {
    const ticket = account.tickets.findLive(id ?? 0);
    if (ticket === undefined) throw recordNotFound();
    return ticket;
  });
}

function mergeTickets(
  account: Account,
  caller: Caller,
  {
    target,
    sources,
    parameters,
  }: { readonly target: Ticket; readonly sources: readonly Ticket[]; readonly parameters: Parameters },
): void {
  const ids = sources.map((source) => source.id);
  const sourceText =
    parameters.text('source_comment') ??
    `This request was closed and merged into request #${target.id} "${target.subject ?? ''}".`;
  const targetText =
    parameters.text('target_comment') ??
    `Requests #${ids.join(', #')} were closed and merged into this request.`;
  for (const source of sources) {
    const via = mergeVia({ ticket_ids: ids }, { ticket_id: target.id });
    write(
      account,
      caller,
      source,
      { text: sourceText, isPublic: parameters.flag('source_comment_is_public') ?? false, via },
      (audit) => {
        const { status, tags } = source;
        source.tags = tagNames([...tags, MERGED_TAG]);
        source.status = 'closed';
        audit.changed('status', 'closed', status);
        audit.changed('tags', source.tags, tags);
        noteStatus(account, source, status);
      },
    );
  }
  const via = mergeVia({ ticket_ids: ids }, {});
  write(account, caller, target, {
    text: targetText,
    isPublic: parameters.flag('target_comment_is_public') ?? false,
    via,
  });
}

function write(
  account: Account,
  caller: Caller,
  ticket: Ticket,
  note: { readonly text: string; readonly isPublic: boolean; readonly via: Via },
  change: (audit: AuditDraft) => void = () => undefined,
): void {
  const audit = new AuditDraft(account, ticket.id, {
    authorId: caller.user.id,
    client: caller.client,
    custom: {},
    via: note.via,
  });
  const order = { text: note.text, public: note.isPublic, uploads: [] };
  writeComment(account, ticket, order, { caller, audit, fallbackAuthor: caller.user, via: note.via });
  change(audit);
  appendAudit(account, ticket, audit);
}

function mergeVia(from: Via['source']['from'], to: Via['source']['to']): Via {
  return { channel: 'system', source: { from, to, rel: 'merge' } };
}
