import type { Audit, Ticket, TicketWrite } from '@parley/zendesk';
import { fileIdOf, fileUrlOf } from './memory-uploads';
import { stampOf } from './zendesk-answers';

/** A comment as Zendesk keeps it. */
export interface KeptComment {
  /** Of the audit that wrote it. */
  readonly auditId?: number;
  html_body: string;
  readonly public: boolean;
  readonly author_id: number;
  readonly uploads?: readonly string[];
  /** Addresses of files that were redacted. */
  redactedFiles?: readonly string[];
}

/** A ticket as Zendesk keeps it. */
export interface KeptTicket {
  id: number;
  externalId: string;
  status: string;
  subject: string;
  requesterId: number;
  assigneeId: number | null;
  tags: readonly string[];
  updatedAtMs: number;
  sourceId: number | null;
  deleted: boolean;
  readonly comments: KeptComment[];
  readonly audits: Audit[];
}

/** What a write sets. */
export interface TicketBody {
  readonly subject?: string;
  readonly requester_id?: number;
  readonly external_id?: string;
  readonly via_followup_source_id?: number;
  readonly tags?: readonly string[];
  readonly status?: string;
  readonly assignee_id?: number;
  readonly comment?: KeptComment;
  readonly metadata: Record<string, unknown>;
  readonly updated_stamp?: string;
}

/** The ticket as Zendesk tells it. */
export function ticketOf(kept: KeptTicket): Ticket {
  return {
    id: kept.id,
    status: kept.status,
    updated_at: stampOf(kept.updatedAtMs),
    created_at: stampOf(kept.updatedAtMs),
    external_id: kept.externalId,
    requester_id: kept.requesterId,
    assignee_id: kept.assigneeId,
    tags: [...kept.tags],
  };
}

/** What a write asks for. */
export function bodyOf(write: TicketWrite): TicketBody {
  return (JSON.parse(Buffer.from(write.body).toString('utf8')) as { ticket: TicketBody }).ticket;
}

/** The ticket's audits with its comments as they read now, oldest first; a comment has its audit's id. */
export function auditsOf(kept: KeptTicket): readonly Audit[] {
  return kept.audits.map((audit) => {
    const comment = kept.comments.find(({ auditId }) => auditId === audit.id);
    if (comment === undefined) return audit;
    const attachments = (comment.uploads ?? [])
      .map(fileIdOf)
      .map((id) => ({ id, content_url: fileUrlOf(id) }));
    const event = { id: audit.id, type: 'Comment', html_body: comment.html_body, attachments };
    return { ...audit, events: [event] };
  });
}
