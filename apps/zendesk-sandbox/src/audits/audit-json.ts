import { commentEventJson } from '../comments/comment-json';
import type { JsonObject } from '../http/json';
import { timestamp } from '../http/timestamps';
import type { Ticket } from '../tickets/ticket';
import type { Account } from '../world/account';
import type { Audit, AuditEvent, Via } from './audit';

/** An audit as the API shows it; `metadata.custom` is what the caller sent as `metadata`. */
export function auditJson(account: Account, ticket: Ticket, audit: Audit, baseUrl: string): JsonObject {
  return {
    id: audit.id,
    ticket_id: audit.ticketId,
    created_at: timestamp(audit.createdAt),
    author_id: audit.authorId,
    metadata: metadataJson(audit),
    events: audit.events.flatMap((event) => eventJson(account, ticket, event, baseUrl)),
    via: viaJson(audit.via),
  };
}

/** The `metadata` of an audit, which its comment repeats. */
export function metadataJson(audit: Audit): JsonObject {
  return {
    system: { client: audit.client, ip_address: '127.0.0.1', location: 'Sandbox', latitude: 0, longitude: 0 },
    custom: audit.custom,
  };
}

/** How something came to be, as the API shows it. */
export function viaJson(via: Via): JsonObject {
  return { channel: via.channel, source: { from: via.source.from, to: via.source.to, rel: via.source.rel } };
}

function eventJson(account: Account, ticket: Ticket, event: AuditEvent, baseUrl: string): JsonObject[] {
  switch (event.type) {
    case 'Comment': {
      const comment = ticket.comments.find((candidate) => candidate.id === event.commentId);
      return comment === undefined ? [] : [commentEventJson(account, comment, baseUrl)];
    }
    case 'Create':
      return [{ id: event.id, type: event.type, value: event.value, field_name: event.fieldName }];
    case 'Change':
      return [
        {
          id: event.id,
          type: event.type,
          value: event.value,
          field_name: event.fieldName,
          previous_value: event.previousValue ?? null,
        },
      ];
    case 'CommentPrivacyChange':
      return [{ id: event.id, type: event.type, comment_id: event.commentId, public: false }];
    case 'CommentRedactionEvent':
      return [{ id: event.id, type: event.type, comment_id: event.commentId }];
  }
}
