import type { LogPosition } from './position';
import type { Attachment } from './transcript';
import type { Words } from './words';

/** Why a file is not attached to its comment (K12). */
export type AttachmentFault =
  /** Larger than the organization takes, or than Zendesk takes. */
  | 'too-large'
  /** Of a type that the organization refuses. */
  | 'refused-type'
  /** The platform does not give it out any more, or not to Parley. */
  | 'expired'
  /** Not to be had after several tries. */
  | 'unreachable'
  /** Its address leads into a private network, or is none that may be fetched. */
  | 'address-refused'
  /** A web page came in place of the file. */
  | 'wrong-content'
  /** Zendesk does not take it. */
  | 'refused-by-zendesk'
  /** The message has neither an address nor content for it. */
  | 'missing';

/** What became of one attachment. */
export type AttachmentOutcome =
  /** It lies in Zendesk under an upload token and waits for its comment; `size` in bytes. */
  | { readonly kind: 'uploaded'; readonly token: string; readonly size: number }
  /** Its comment names it instead; `size` and `limit` in bytes. */
  | {
      readonly kind: 'left-out';
      readonly fault: AttachmentFault;
      readonly size?: number;
      readonly limit?: number;
    }
  /** Tried before, and to be tried again later; what does not need it may go first. */
  | { readonly kind: 'waiting' };

/** An attachment of the fact that shows it: the same message may be shown a second time, with uploads of its own. */
export interface AttachmentPlace {
  readonly at: LogPosition;
  /** Its place among the files of the message, from 0. */
  readonly ordinal: number;
}

/** An attachment whose outcome must be known before its comment is written. */
export interface AttachmentDue extends AttachmentPlace {
  readonly attachment: Attachment;
}

/** Outcomes by {@link attachmentKey}; absent = not looked at yet. */
export type AttachmentOutcomes = ReadonlyMap<string, AttachmentOutcome>;

/** Uploads in one comment at most, unless a single message has more. */
export const UPLOADS_PER_COMMENT = 20;

/** The key of an attachment in {@link AttachmentOutcomes}. */
export function attachmentKey({ at, ordinal }: AttachmentPlace): string {
  return `${at.epoch}/${at.offset}/${ordinal}`;
}

/** The files of a message as its comment shows them. */
export interface ShownFiles {
  readonly lines: readonly string[];
  /** Upload tokens, in the order of the files. */
  readonly uploads: readonly string[];
  /** Files that must be brought, or given up, first. */
  readonly due: readonly AttachmentDue[];
  /** Whether one of `due` is to be tried again later. */
  readonly waits: boolean;
}

/** No files. */
export const NO_FILES: ShownFiles = { lines: [], uploads: [], due: [], waits: false };

/** Says for each file of a message how its comment shows it. */
export function showFiles(
  files: readonly Attachment[],
  at: LogPosition,
  outcomes: AttachmentOutcomes,
  words: Words,
): ShownFiles {
  const known = files.map((attachment, ordinal) => {
    const place = { at: { epoch: at.epoch, partition: at.partition, offset: at.offset }, ordinal };
    return { due: { ...place, attachment }, outcome: outcomes.get(attachmentKey(place)) };
  });
  return {
    lines: known.map(({ due, outcome }) => fileLine(due.attachment, outcome, words)),
    uploads: known.flatMap(({ outcome }) => (outcome?.kind === 'uploaded' ? [outcome.token] : [])),
    due: known.flatMap(({ due, outcome }) =>
      outcome === undefined || outcome.kind === 'waiting' ? [due] : [],
    ),
    waits: known.some(({ outcome }) => outcome?.kind === 'waiting'),
  };
}

/** Name, type and size of a file; what was left out says why, with its address. */
export function fileLine(file: Attachment, outcome: AttachmentOutcome | undefined, words: Words): string {
  const bytes = outcome === undefined || outcome.kind === 'waiting' ? undefined : outcome.size;
  const size = bytes ?? file.size;
  const described = [file.contentType, size === undefined ? undefined : sizeOf(size)]
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const named = `${file.fileName?.trim() || file.id}${described === '' ? '' : ` (${described})`}`;
  if (outcome?.kind !== 'left-out') return `${words.attachment}: ${named}`;
  const limit = outcome.limit === undefined ? undefined : sizeOf(outcome.limit);
  const reason = words.leftOutBecause(outcome.fault, limit);
  return `${words.attachmentLeftOut}: ${named}: ${reason}${file.url === undefined ? '' : ` ${file.url}`}`;
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} kB`;
  return `${Math.round(bytes / 100_000) / 10} MB`;
}
