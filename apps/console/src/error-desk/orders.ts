import type { ConversationView, ParkedTicketView } from '@parley/contracts';

/** Something that was ordered here for one conversation. */
export interface Order {
  readonly kind: 'retry' | 'ignore' | 'choose';
  readonly conversationId: string;
  /** When what was parked had stopped, RFC 3339: a later stop is another one. */
  readonly since: string;
}

/** What came of an order. */
export type Outcome =
  | { readonly state: 'pending' }
  | { readonly state: 'done' }
  | { readonly state: 'again' | 'waits'; readonly reason: string };

/** The order for something on the desk. */
export function orderFor(kind: Order['kind'], { conversationId, since }: ParkedTicketView): Order {
  return { kind, conversationId, since };
}

/** The newest order of each conversation, newest first. */
export function withOrder(orders: readonly Order[], order: Order): readonly Order[] {
  return [order, ...orders.filter(({ conversationId }) => conversationId !== order.conversationId)];
}

/** What came of an order, as the conversation tells now: it goes on, it stopped once more, or it still stands as it stood. */
export function outcomeOf(
  order: Order,
  { state, reason, gates }: Pick<ConversationView, 'state' | 'reason' | 'gates'>,
): Outcome {
  const stopped = state === 'parked' || (state === 'blocked' && reason === 'customer-ambiguous');
  if (!stopped) return reason === null ? { state: 'done' } : { state: 'waits', reason };
  const since = gates.find(({ open, gate }) => !open && (gate === 'ticket' || gate === 'customer'))?.since;
  if (since === undefined || Date.parse(since) <= Date.parse(order.since)) return { state: 'pending' };
  return { state: 'again', reason: reason ?? '' };
}
