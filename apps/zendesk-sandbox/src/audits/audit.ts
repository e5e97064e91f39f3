import type { JsonObject, JsonValue } from '../http/json';

/** How something came to be: the API, a business rule, a merge, a follow-up. */
export interface Via {
  readonly channel: string;
  readonly source: { readonly from: JsonObject; readonly to: JsonObject; readonly rel: string | null };
}

/** What a plain API call leaves as its trace. */
export const VIA_API: Via = { channel: 'api', source: { from: {}, to: {}, rel: null } };

/** One thing that happened within an audit. */
export type AuditEvent =
  | { readonly id: number; readonly type: 'Comment'; readonly commentId: number }
  | {
      readonly id: number;
      readonly type: 'Create' | 'Change';
      readonly fieldName: string;
      readonly value: JsonValue;
      readonly previousValue?: JsonValue;
      readonly via?: Via;
    }
  | {
      readonly id: number;
      readonly type: 'CommentPrivacyChange' | 'CommentRedactionEvent';
      readonly commentId: number;
    };

/** One update of a ticket: who, when, what, and the caller's own notes (`metadata.custom`). */
export interface Audit {
  readonly id: number;
  readonly ticketId: number;
  readonly createdAt: number;
  /** The authenticated user, or -1 for a business rule. */
  readonly authorId: number;
  readonly client: string;
  readonly custom: JsonObject;
  readonly events: AuditEvent[];
  readonly via: Via;
}
