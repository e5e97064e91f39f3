import type { Achieved, IgnoredEffect } from './effect';
import { NOTHING_ACHIEVED } from './effect';
import { laterOf, type LogPosition } from './position';

/**
 * What is achieved once a person let an effect go: as if it had been brought, but for what only Zendesk could have given
 * it. Tags stay as they are on the ticket, so that the next change of tags brings the complete difference (X3).
 * @param after what the effect would have achieved; `null` when there is none, then all up to `through` is let go
 */
export function afterIgnored(
  before: Achieved,
  after: Achieved | null,
  through: LogPosition,
  isWritten: boolean,
  ignored: IgnoredEffect | null,
): Achieved {
  const passed: Achieved = after ?? {
    ...before,
    position: laterOf(before.position, through),
    part: 0,
    pinned: null,
    history: 'done',
  };
  return {
    ...passed,
    conversationTags: isWritten ? before.conversationTags : passed.conversationTags,
    ownTags: before.ownTags,
    followUpNoteDue: after === null ? false : before.followUpNoteDue && after.followUpNoteDue,
    ignored: ignored === null ? before.ignored : [...before.ignored, ignored],
  };
}

/**
 * What is achieved on a ticket that others merged this one into: the same messages, but none of the tags there is
 * Parley's, and the next change of tags brings them all (K11).
 */
export function afterMerge(achieved: Achieved): Achieved {
  return { ...achieved, conversationTags: [], ownTags: [] };
}

/** A stored value read again; what an earlier release did not store yet is as it was before anything was written. */
export function readAchieved(stored: unknown): Achieved {
  return { ...NOTHING_ACHIEVED, ...(stored as Partial<Achieved>) };
}
