import type { Audit, Via } from '../audits/audit';
import type { Comment } from '../comments/comment';
import type { JsonValue } from '../http/json';

/** Every status a ticket can have, in the order of its life. */
export const STATUSES = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const;

/** A ticket's status. */
export type Status = (typeof STATUSES)[number];

/** Every priority. */
export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;

/** A ticket's priority. */
export type Priority = (typeof PRIORITIES)[number];

/** Every type. */
export const TICKET_TYPES = ['problem', 'incident', 'question', 'task'] as const;

/** A ticket's type. */
export type TicketType = (typeof TICKET_TYPES)[number];

/** The fields of a ticket that a call can set, and that a search result remembers. */
export interface TicketFields {
  externalId: string | null;
  subject: string | null;
  type: TicketType | null;
  priority: Priority | null;
  status: Status;
  requesterId: number;
  assigneeId: number | null;
  groupId: number | null;
  organizationId: number | null;
  brandId: number;
  ticketFormId: number;
  dueAt: string | null;
  problemId: number | null;
  tags: string[];
  /** Values of custom ticket fields, by field id. */
  customFields: Record<number, JsonValue>;
}

/** A ticket with its whole history. */
export interface Ticket extends TicketFields {
  readonly id: number;
  readonly via: Via;
  readonly submitterId: number;
  readonly createdAt: number;
  updatedAt: number;
  /** Moves on every change, also where `updatedAt` does not. */
  generatedAt: number;
  solvedAt: number | null;
  closedAt: number | null;
  archivedAt: number | null;
  deletion: { readonly at: number; readonly byUserId: number; readonly previousStatus: Status } | null;
  /** Whether a comment without `public` is public: the value used at creation. */
  readonly commentsArePublic: boolean;
  readonly followupSourceId: number | null;
  followupIds: number[];
  comments: Comment[];
  audits: Audit[];
}

/** Whether any comment is public; a ticket of internal notes only has `is_public: false`. */
export function isPublic(ticket: Ticket): boolean {
  return ticket.comments.some((comment) => comment.public);
}
