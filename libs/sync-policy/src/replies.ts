import { type Mark, laterMark } from './moment';

/** Whether the network took a message. */
export type Delivery = 'pending' | 'sent' | 'failed';

/** A reply by a human advisor whose delivery may still change; `sent` is the event that said so. */
export interface OpenReply {
  readonly messageId: string;
  readonly sent: Mark | undefined;
}

/**
 * Whether a human advisor really replied (T1, T2). A reply counts while its delivery is `sent`: one that was pending
 * or failed may become sent, one that was sent may fail.
 */
export interface Replies {
  /** The reply that counts for good, whatever is heard of it later. */
  readonly settled: Mark | undefined;
  /** At most {@link MAX_OPEN_REPLIES}, oldest first. */
  readonly open: readonly OpenReply[];
}

/** Nobody replied. */
export const NO_REPLIES: Replies = { settled: undefined, open: [] };

/**
 * Most replies whose delivery is followed at once. With one more, a reply that was sent counts for good; where none
 * was sent, the oldest is forgotten, and would not count if it were sent after all.
 */
export const MAX_OPEN_REPLIES = 16;

/** The event by which a human advisor's reply counts, if one does. */
export function countedReply(replies: Replies): Mark | undefined {
  return replies.settled ?? firstSent(replies.open);
}

/** A human advisor replied, or the platform tells that reply again. */
export function replyByAdvisor(replies: Replies, messageId: string, delivery: Delivery, mark: Mark): Replies {
  if (replies.settled !== undefined) return replies;
  if (replies.open.some((reply) => reply.messageId === messageId)) {
    return deliveryChanged(replies, messageId, delivery, mark);
  }
  const open = [...replies.open, { messageId, sent: delivery === 'sent' ? mark : undefined }];
  if (open.length <= MAX_OPEN_REPLIES) return { settled: undefined, open };
  const settled = firstSent(open);
  return settled === undefined ? { settled, open: open.slice(1) } : { settled, open: [] };
}

/** The network took or refused a message; nothing happens for one that is no human reply. */
export function deliveryChanged(
  replies: Replies,
  messageId: string,
  delivery: Delivery,
  mark: Mark,
): Replies {
  const known = replies.open.find((reply) => reply.messageId === messageId);
  if (known === undefined || (known.sent !== undefined) === (delivery === 'sent')) return replies;
  const changed = { messageId, sent: delivery === 'sent' ? mark : undefined };
  return { settled: undefined, open: replies.open.map((reply) => (reply === known ? changed : reply)) };
}

/** Once a ticket fired, a reply that counts needs no more following. */
export function settleReplies(replies: Replies): Replies {
  const counted = countedReply(replies);
  return counted === undefined || counted === replies.settled ? replies : { settled: counted, open: [] };
}

function firstSent(open: readonly OpenReply[]): Mark | undefined {
  let first: Mark | undefined;
  for (const { sent } of open) {
    if (sent !== undefined && (first === undefined || laterMark(sent, first) === first)) first = sent;
  }
  return first;
}
