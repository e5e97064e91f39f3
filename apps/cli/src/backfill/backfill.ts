import type { RejectedEvent } from '@parley/contracts';
import { batchesOf, type Batch } from './batches';
import { linesFrom, type Line } from './lines';
import type { Progress, ProgressNote } from './progress';
import type { BackfillEvent, Publisher } from './publisher';
import { Throttle } from './throttle';

/** Larger than the largest event that the gateway takes (30 MiB with inline attachments). */
const LONGEST_LINE_BYTES = 48 * 1024 * 1024;

/** A line that did not go, without its content. */
export interface RejectedLine extends Pick<RejectedEvent, 'id' | 'code' | 'detail' | 'pointer'> {
  readonly line: number;
}

/** What a backfill stands on and whom it tells. */
export interface BackfillPorts {
  readonly publisher: Publisher;
  readonly note: ProgressNote;
  /** Keeps lines that were refused, before the progress passes them. */
  readonly reject: (lines: readonly RejectedLine[]) => Promise<void>;
  readonly onProgress: (progress: Progress) => void;
  /** Asked between requests; true ends the run where it is. */
  readonly isStopping: () => boolean;
}

interface Read {
  readonly line: number;
  readonly event: BackfillEvent;
}

/**
 * Brings a file's events to the gateway, in their order, from where the last run ended.
 * @param window most events that may be accepted and not applied
 * @returns how far it came; the whole file unless it was stopped
 */
export async function backfill(file: string, window: number, ports: BackfillPorts): Promise<Progress> {
  const throttle = new Throttle(ports.publisher, window);
  let progress = ports.note.begun;
  for await (const batch of batchesOf(linesFrom(file, progress, LONGEST_LINE_BYTES))) {
    if (ports.isStopping()) return progress;
    progress = await bring(batch, progress, throttle, ports);
    await ports.note.write(progress);
    ports.onProgress(progress);
  }
  await throttle.drained();
  return progress;
}

async function bring(
  batch: Batch,
  progress: Progress,
  throttle: Throttle,
  { publisher, reject }: BackfillPorts,
): Promise<Progress> {
  const read: Read[] = [];
  const rejected: RejectedLine[] = [];
  for (const line of batch.filter(({ text }) => text.trim() !== '')) {
    const event = eventOf(line);
    if (event === undefined) rejected.push(unreadable(line));
    else read.push({ line: line.number, event });
  }
  const answer = await publisher.publish(read.map(({ event }) => event));
  for (const { index, id, code, detail, pointer } of answer.rejected)
    rejected.push({ line: read[index]?.line ?? 0, id, code, detail, pointer });
  if (rejected.length > 0) await reject(rejected.sort((a, b) => a.line - b.line));
  const refused = new Set(answer.rejected.map(({ index }) => index));
  const last = read.findLast((_, index) => !refused.has(index));
  if (last !== undefined) await throttle.accepted(last.event, answer.accepted);
  const end = batch.at(-1) ?? batch[0];
  return {
    bytes: end.endsAt,
    lines: end.number,
    accepted: progress.accepted + answer.accepted,
    rejected: progress.rejected + rejected.length,
  };
}

/** Undefined for a line that is no JSON object with a source and an id. */
function eventOf({ text }: Line): BackfillEvent | undefined {
  try {
    const { source, id } = JSON.parse(text) as { readonly source?: unknown; readonly id?: unknown };
    return typeof source === 'string' && typeof id === 'string' ? { text, source, id } : undefined;
  } catch {
    return undefined;
  }
}

function unreadable({ number }: Line): RejectedLine {
  const detail = 'The line is no JSON object with "source" and "id".';
  return { line: number, id: null, code: 'unreadable-line', detail, pointer: '' };
}
