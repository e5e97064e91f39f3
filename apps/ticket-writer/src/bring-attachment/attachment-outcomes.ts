import {
  attachmentKey,
  type AttachmentOutcome,
  type AttachmentOutcomes,
  type TranscriptSlice,
} from '@parley/ticket-content';
import type { AttachmentBook, NotedAttachment } from './attachment-book';

/** The outcomes that ticket-content needs for a slice; a slice without files costs no look-up. */
export async function outcomesFor(
  book: AttachmentBook,
  ticketKey: string,
  slice: TranscriptSlice,
): Promise<AttachmentOutcomes> {
  const hasFiles = [...slice.entries, ...slice.related].some(
    (entry) => entry.kind === 'message' && (entry.attachments?.length ?? 0) > 0,
  );
  return hasFiles ? outcomesOf(await book.noted(ticketKey)) : new Map();
}

/** What is noted, as ticket-content wants it. */
export function outcomesOf(noted: readonly NotedAttachment[]): AttachmentOutcomes {
  return new Map(
    noted.flatMap((one): [string, AttachmentOutcome][] => {
      const outcome = outcomeOf(one);
      return outcome === undefined ? [] : [[attachmentKey(one), outcome]];
    }),
  );
}

function outcomeOf({
  state,
  tries,
  token,
  size,
  fault,
  limit,
}: NotedAttachment): AttachmentOutcome | undefined {
  switch (state) {
    case 'uploaded':
      return token === null ? undefined : { kind: 'uploaded', token, size: size ?? 0 };
    case 'left-out':
      return {
        kind: 'left-out',
        fault: fault ?? 'unreachable',
        ...(size === null ? {} : { size }),
        ...(limit === null ? {} : { limit }),
      };
    case 'trying':
      return tries === 0 ? undefined : { kind: 'waiting' };
  }
}
