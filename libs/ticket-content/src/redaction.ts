import type { Achieved, RedactEffect } from './effect';
import { Items } from './item';
import { comparePositions, isAfter, type LogPosition } from './position';
import type { ContentSettings } from './settings';
import type { Entry, TranscriptSlice } from './transcript';

/** The redaction that must come before anything else: a deletion is next, and what it deletes can still be read (K13). */
export function dueRedaction(
  { achieved, firedAt }: { readonly achieved: Achieved; readonly firedAt: LogPosition },
  slice: TranscriptSlice,
  settings: ContentSettings,
): RedactEffect | undefined {
  const entry = slice.entries.find(({ at }) => isAfter(at, achieved.position));
  if (entry?.kind !== 'deletion' || isRedacted(achieved, entry)) return undefined;
  const textsAt = new Items(slice, firedAt, settings, new Map()).redactedBy(entry);
  if (textsAt === undefined) return undefined;
  const { at } = entry;
  const { redaction } = achieved;
  const isBegun = redaction !== null && comparePositions(redaction.at, at) === 0;
  const comments = isBegun ? redaction.comments : [];
  return {
    kind: 'redact',
    class: 'internal',
    textsAt,
    redaction: { at, comments, isDone: false },
    achieved: { ...achieved, redaction: { at, comments, isDone: true } },
    through: at,
    traceparents: entry.traceparent === undefined ? [] : [entry.traceparent],
  };
}

/** Whether the message that an entry deletes is redacted already. */
export function isRedacted({ redaction }: Achieved, { at }: Entry): boolean {
  return redaction !== null && redaction.isDone && comparePositions(redaction.at, at) === 0;
}
