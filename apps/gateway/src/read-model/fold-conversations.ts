import { conversationIdOf } from '@parley/contracts';
import type { ConversationEvent, Position } from '@parley/contracts';
import type { DecodedEvent } from '@parley/event-log';

/** What the events of one batch say about one conversation. */
export interface ConversationFold {
  readonly conversationId: string;
  readonly accountId: string;
  readonly contactId: string;
  /** When it was closed upstream; null when it came back to life after that, absent when neither happened. */
  readonly closedAt?: Date | null;
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
    const closing = closingOf(event, at);
    const closedAt = closing === undefined ? known?.closedAt : closing;
    folds.set(conversationId, {
      conversationId,
      accountId: known?.accountId ?? event.data.accountId,
      contactId,
      ...(closedAt === undefined ? {} : { closedAt }),
      position,
      firstSeenAt: known?.firstSeenAt ?? at,
      lastSeenAt: at,
    });
  }
  return [...folds.values()];
}

const LIVES_AGAIN = new Set<ConversationEvent['type']>([
  'parley.conversation.reopened.v1',
  'parley.message.received.v1',
  'parley.message.sent.v1',
]);

/** The same notion as trigger-evaluator's: whoever writes brings a closed conversation back to life (T11). */
function closingOf(event: ConversationEvent, loggedAt: Date): Date | null | undefined {
  if (event.type === 'parley.conversation.closed.v1')
    return event.time === undefined ? loggedAt : new Date(event.time);
  return LIVES_AGAIN.has(event.type) ? null : undefined;
}
