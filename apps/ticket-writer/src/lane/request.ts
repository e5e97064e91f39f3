import type { OrganizationConfiguration } from '@parley/contracts';
import type { Comment, CreateEffect, UpdateEffect } from '@parley/ticket-content';
import type { TicketSight } from './lane';
import { externalIdOf, type Marker } from './marker';

/** The exact bytes of `POST /api/v2/tickets`. */
export function createRequest(
  effect: CreateEffect,
  marker: Marker,
  settings: OrganizationConfiguration['ticket'],
): Uint8Array {
  const fields = Object.entries(settings.fields).map(([id, value]) => ({ id: Number(id), value }));
  return bytesOf({
    subject: effect.subject,
    requester_id: effect.requesterId,
    external_id: externalIdOf(marker.ticketKey, marker.generation),
    via_followup_source_id: effect.sourceTicketId,
    tags: effect.tags,
    group_id: settings.groupId ?? undefined,
    brand_id: settings.brandId ?? undefined,
    ticket_form_id: settings.formId ?? undefined,
    priority: settings.priority ?? undefined,
    custom_fields: fields.length === 0 ? undefined : fields,
    comment: commentOf(effect.comment),
    metadata: { parley: marker },
  });
}

/**
 * The exact bytes of `PUT /api/v2/tickets/{id}`. Always a safe update: when the ticket changed since `sight`, Zendesk
 * refuses it, so neither a sender that slept nor a list of tags that grew old can do harm.
 */
export function updateRequest(effect: UpdateEffect, marker: Marker, sight: TicketSight): Uint8Array {
  const { tags } = effect;
  return bytesOf({
    comment: effect.comment === undefined ? undefined : commentOf(effect.comment),
    tags: tags && [...sight.tags.filter((tag) => !tags.remove.includes(tag)), ...tags.add],
    status: effect.status,
    assignee_id: effect.assigneeId,
    requester_id: effect.requesterId,
    metadata: { parley: marker },
    safe_update: true,
    updated_stamp: sight.stamp,
  });
}

/** What the exact bytes of a request set a property of the ticket to; undefined where they leave it alone. */
export function requested(body: Uint8Array, property: 'subject' | 'status' | 'comment'): unknown {
  const parsed: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
  return memberOf(memberOf(parsed, 'ticket'), property);
}

/** The user whose comment the exact bytes of a request bring; undefined where they bring none. */
export function authorOf(body: Uint8Array): unknown {
  return memberOf(requested(body, 'comment'), 'author_id');
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function commentOf(comment: Comment): object {
  const { html, authorId, uploads } = comment;
  return { html_body: html, public: comment.public, author_id: authorId, uploads };
}

/** JSON leaves out what is undefined. */
function bytesOf(ticket: object): Uint8Array {
  return Buffer.from(JSON.stringify({ ticket }), 'utf8');
}
