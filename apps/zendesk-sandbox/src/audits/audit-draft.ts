import type { JsonObject, JsonValue } from '../http/json';
import type { Account } from '../world/account';
import { VIA_API, type Audit, type AuditEvent, type Via } from './audit';

/** Whose audit it is and what it carries besides its events. */
export interface AuditOrigin {
  readonly authorId: number;
  readonly client: string;
  readonly custom: JsonObject;
  readonly via: Via;
}

/** An audit while its update is being worked on. */
export class AuditDraft {
  readonly id: number;
  readonly createdAt: number;
  private readonly events: AuditEvent[] = [];

  constructor(
    private readonly account: Account,
    private readonly ticketId: number,
    private readonly origin: AuditOrigin,
  ) {
    this.id = account.nextId();
    this.createdAt = account.now();
  }

  /** Whether nothing has happened; such an audit is not kept and moves no `updated_at`. */
  get isEmpty(): boolean {
    return this.events.length === 0;
  }

  /** Notes a new comment. */
  commented(commentId: number): void {
    this.events.push({ id: this.account.nextId(), type: 'Comment', commentId });
  }

  /** Notes a field of a new ticket. */
  created(fieldName: string, value: JsonValue): void {
    this.events.push({ id: this.account.nextId(), type: 'Create', fieldName, value });
  }

  /** Notes a field that changed. */
  changed(fieldName: string, value: JsonValue, previousValue: JsonValue): void {
    this.events.push({ id: this.account.nextId(), type: 'Change', fieldName, value, previousValue });
  }

  /** Notes that a comment became private or was redacted. */
  commentTouched(type: 'CommentPrivacyChange' | 'CommentRedactionEvent', commentId: number): void {
    this.events.push({ id: this.account.nextId(), type, commentId });
  }

  /** The audit as it is kept. */
  finish(): Audit {
    return {
      ...this.origin,
      id: this.id,
      ticketId: this.ticketId,
      createdAt: this.createdAt,
      events: this.events,
    };
  }
}

/** The origin of an ordinary API call. */
export function apiOrigin(authorId: number, client: string, custom: JsonObject = {}): AuditOrigin {
  return { authorId, client, custom, via: VIA_API };
}
