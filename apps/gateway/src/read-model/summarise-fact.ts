import { deliveryOf } from '@parley/contracts';
import type { Actor, ConversationEvent } from '@parley/contracts';

/** What a tag list is cut to: a timeline is for reading. */
const MOST_TAGS = 10;

/**
 * One line about an event for the timeline (X2). It never holds a text, a name or a value of a field: those are for people whose
 * role allows them, and live elsewhere.
 */
export function summariseFact(event: ConversationEvent): string {
  switch (event.type) {
    case 'parley.message.received.v1':
      return `Message from the contact${attachments(event.data.message.attachments?.length)}`;
    case 'parley.message.sent.v1':
      return `Reply by ${article(event.data.author.kind)} (${deliveryOf(event)})${attachments(event.data.message.attachments?.length)}`;
    case 'parley.message.delivery-changed.v1':
      return `Delivery of a reply is now ${event.data.delivery}`;
    case 'parley.message.edited.v1':
      return 'A message was edited';
    case 'parley.message.deleted.v1':
      return 'A message was deleted';
    case 'parley.note.added.v1':
      return `Internal note by ${article(event.data.author.kind)}`;
    case 'parley.conversation.routed.v1':
      return `${event.data.teamId === null ? 'Taken from its team' : `Routed to team ${event.data.teamId}`}${by(event.data.by)}`;
    case 'parley.conversation.tagged.v1':
      return tags(event.data.tags);
    case 'parley.conversation.fields-changed.v1':
      return `Fields changed: ${Object.keys(event.data.conversationFields ?? {}).join(', ') || 'none'}`;
    case 'parley.conversation.closed.v1':
      return `Closed${by(event.data.by)}`;
    case 'parley.conversation.reopened.v1':
      return `Reopened${by(event.data.by)}`;
    case 'parley.contact.updated.v1':
      return 'The contact was updated';
    case 'parley.contact.associated.v1':
      return `Contact associated with Zendesk user ${event.data.zendeskUserId}${by(event.data.by)}`;
    case 'parley.contact.disassociated.v1':
      return `Contact disassociated${by(event.data.by)}`;
    case 'parley.contact.erased.v1':
      return 'The contact was erased';
  }
}

function article(kind: 'advisor' | 'bot'): string {
  return kind === 'advisor' ? 'an advisor' : 'a bot';
}

function by(actor: Actor | undefined): string {
  if (actor === undefined) return '';
  return actor.kind === 'rule' ? ' by a rule' : ` by ${article(actor.kind)}`;
}

function attachments(count = 0): string {
  if (count === 0) return '';
  return count === 1 ? ', 1 attachment' : `, ${count} attachments`;
}

function tags(all: readonly string[]): string {
  if (all.length === 0) return 'All tags were taken away';
  const more = all.length > MOST_TAGS ? ` and ${all.length - MOST_TAGS} more` : '';
  return `Tags: ${all.slice(0, MOST_TAGS).join(', ')}${more}`;
}
