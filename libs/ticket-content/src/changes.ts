import type { Batch } from './batch';
import type { Achieved, TicketView, UpdateEffect } from './effect';
import type { ContentSettings, People } from './settings';
import { standingTags, tagChange } from './tags';

/** Tags, status and assignee that go with a batch onto an open ticket (K7, K8, K10). */
export function changesOf(
  ticket: TicketView,
  batch: Batch,
  achieved: Achieved,
  settings: ContentSettings,
  people: People,
): {
  readonly update: Pick<UpdateEffect, 'tags' | 'status' | 'assigneeId'>;
  readonly achieved: Partial<Achieved>;
} {
  const before = achieved.conversationTags;
  const { add, remove, own } = tagChange(before, batch.tags ?? before, {
    tags: ticket.tags,
    own: achieved.ownTags,
    standing: standingTags(settings.extraTags),
  });
  const tags = add.length + remove.length > 0 ? { tags: { add, remove } } : {};
  return {
    update: { ...tags, ...statusOf(ticket, batch, settings, people) },
    achieved: { ownTags: own },
  };
}

function statusOf(
  ticket: TicketView,
  batch: Batch,
  settings: ContentSettings,
  people: People,
): Pick<UpdateEffect, 'status' | 'assigneeId'> {
  if (batch.closes) return closingOf(ticket, settings, people);
  const isWaiting = ticket.status === 'solved' || ticket.status === 'pending' || ticket.status === 'hold';
  if (batch.hasContactMessage && isWaiting) return { status: 'open' };
  return batch.reopens && ticket.status === 'solved' ? { status: 'open' } : {};
}

/** K8: the status that closing upstream gives the ticket, with an assignee where Zendesk wants one. */
export function closingOf(
  ticket: TicketView,
  { closeAs: status }: ContentSettings,
  people: People,
): Pick<UpdateEffect, 'status' | 'assigneeId'> {
  if (ticket.status === status || ticket.status === 'closed') return {};
  if (status === 'closed' || ticket.assigneeId !== null) return { status };
  return { status, assigneeId: people.connectedUserId };
}

/**
 * The tags that a new ticket begins with, and which of them are Parley's own. A follow-up goes on with what stands on
 * the ticket before it, but for Parley's own tags that the conversation has no more (K7, K9).
 * @param source the lane whose ticket a follow-up goes on from; `null` for a first ticket
 */
export function tagsOfNew(
  conversationTags: readonly string[],
  { extraTags }: ContentSettings,
  source: { readonly ticket: TicketView | null; readonly achieved: Achieved } | null,
): { readonly tags: readonly string[]; readonly own: readonly string[] } {
  const standing = standingTags(extraTags);
  const ownBefore = source?.achieved.ownTags ?? [];
  const inherited = (source?.ticket?.tags ?? []).filter(
    (tag) => !ownBefore.includes(tag) || conversationTags.includes(tag),
  );
  const others = inherited.filter((tag) => !ownBefore.includes(tag));
  return {
    tags: [...new Set([...standing, ...inherited, ...conversationTags])],
    own: conversationTags.filter((tag) => !standing.includes(tag) && !others.includes(tag)),
  };
}
