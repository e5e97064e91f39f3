import { conversationIdOf } from '@parley/contracts';
import type { ConversationEvent, Position } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';

/** What the events of one batch say about one conversation. */
export interface ConversationFold {
  readonly conversationId: string;
  readonly accountId: string;
  readonly contactId: string;
  /** Whether it was closed or reopened last; absent when neither happened. */
  readonly closed?: boolean;
  /** Place of its last event. */
  readonly position: Position;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
}

/** Folds a batch conversation by conversation, by id. Inside a batch, too, a conversation keeps its first contact. */
export function foldConversations(
  events: readonly DecodedEvent<ConversationEvent>[],
): readonly ConversationFold[] {
  const folds = new Map<string, ConversationFold>();
  for (const { event, position, record } of events) {
    const conversationId = conversationIdOf(event);
    if (conversationId === undefined || !('accountId' in event.data)) continue;
    const known = folds.get(conversationId);
    const contactId = event.data.contact.id;
    if (known !== undefined && known.contactId !== contactId) continue;
    const at = new Date(record.timestamp);
    const closed = closedBy(event) ?? known?.closed;
    folds.set(conversationId, {
      conversationId,
      accountId: known?.accountId ?? event.data.accountId,
      contactId,
      ...(closed === undefined ? {} : { closed }),
      position,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
    });
  }
  return [...folds.values()];
}

function closedBy(event: ConversationEvent): boolean | undefined {
  if (event.type === 'parley.conversation.closed.v1') return true;
  return event.type === 'parley.conversation.reopened.v1' ? false : undefined;
}
