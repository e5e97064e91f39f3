/** A comment as the simulated Zendesk keeps it. */
export interface SimComment {
  readonly id: number;
  html: string;
  readonly isPublic: boolean;
  readonly authorId: number;
  readonly atMs: number;
}

interface SimAudit {
  readonly id: number;
  readonly atMs: number;
  readonly custom: Record<string, unknown>;
  readonly comment: SimComment | undefined;
  /** The ticket that this one was merged into by it. */
  readonly mergedInto?: number;
}

/** A ticket as the simulated Zendesk keeps it. */
export interface SimTicket {
  readonly id: number;
  readonly externalId: string;
  readonly subject: string;
  readonly sourceId: number | null;
  readonly createdAtMs: number;
  requesterId: number;
  assigneeId: number | null;
  status: string;
  tags: string[];
  updatedAtMs: number;
  deletedAtMs: number | null;
  readonly comments: SimComment[];
  readonly audits: SimAudit[];
  /** What people did to it, for the auditor: statuses they set, tags they added, when they closed it. */
  readonly byAgents: { touchedStatus: boolean; readonly tags: string[]; closed: boolean };
  /** The ticket that an agent merged it into. */
  mergedInto: number | null;
  /** A tag that an agent is about to add, right ahead of the next change. */
  tagAhead: string | null;
  /** Every requester it ever had. */
  readonly requesters: number[];
  /** When it became closed, and after how many comments. */
  closedAfter: number | null;
}

/** What the external id of a ticket begins with that agents made. */
export const BY_AGENTS = 'agents:';

/** Zendesk's times have whole seconds. */
export function stampOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A ticket as Zendesk tells it. */
export function toldTicket(ticket: SimTicket): object {
  return {
    id: ticket.id,
    status: ticket.status,
    subject: ticket.subject,
    updated_at: stampOf(ticket.updatedAtMs),
    created_at: stampOf(ticket.createdAtMs),
    external_id: ticket.externalId,
    requester_id: ticket.requesterId,
    assignee_id: ticket.assigneeId,
    tags: ticket.tags,
  };
}

/** An audit as Zendesk tells it. */
export function toldAudit({ id, atMs, custom, comment, mergedInto }: SimAudit): object {
  const events = comment === undefined ? [] : [{ id: comment.id, type: 'Comment', html_body: comment.html }];
  const via =
    mergedInto === undefined ? {} : { via: { source: { rel: 'merge', to: { ticket_id: mergedInto } } } };
  return { id, created_at: stampOf(atMs), metadata: { custom }, events, ...via };
}
