import type { Transaction } from '@parley/platform';
import type { BatchContext, BatchResult, BatchWork } from '../ports/batch-work';
import { MessageRefusedError } from '../errors';
import type { OutgoingMessage } from '../ports/log-producer';
import { MAX_MESSAGE_BYTES } from '../producer/limits';
import { messageBytes } from '../producer/message-size';
import { traceEvents } from '../telemetry/event-spans';
import { remember } from './batch-statements';
import { classifyFailure, describeCause, WorkFailedError } from './classify-failure';
import { parkContact, type Stretch } from './parked-contacts';
import type { Entry } from './read-batch';

/** What folding gave: the results of each run of the work, and what was left out. */
export interface Folded<E> {
  readonly results: readonly BatchResult<E>[];
  readonly repeated: number;
  readonly parked: number;
}

/** Runs the work once over everything. What it throws comes out as a WorkFailedError. */
export async function runWork<E>(
  tx: Transaction,
  entries: readonly Entry<E>[],
  work: BatchWork<E>,
  context: BatchContext,
): Promise<BatchResult<E>> {
  const traced = traceEvents(
    context.group,
    entries.map(({ decoded }) => decoded),
  );
  try {
    const result = await work(tx, traced.events, context);
    refuseTooLarge(result.outgoing);
    return result;
  } catch (error) {
    throw new WorkFailedError(error);
  } finally {
    traced.end();
  }
}

/** A message that no topic takes would block the outbox behind it, so it must not get there. */
function refuseTooLarge(outgoing: readonly OutgoingMessage[]): void {
  for (const message of outgoing) {
    const bytes = messageBytes(message);
    if (bytes > MAX_MESSAGE_BYTES)
      throw new MessageRefusedError(`A message of ${bytes} bytes for ${message.topic} is too large`);
  }
}

/**
 * After the work threw: finds the contacts that make it throw by halving, parks those, and folds all others. Each part runs
 * under a savepoint, with its own entries into the seen-set, so that nothing of a parked contact remains.
 */
export async function foldByContact<E>(
  tx: Transaction,
  entries: readonly Entry<E>[],
  work: BatchWork<E>,
  context: BatchContext,
): Promise<Folded<E>> {
  const contacts = byContact(entries);
  const halves = [contacts];
  const results: BatchResult<E>[] = [];
  let repeated = 0;
  let parked = 0;
  for (let part = halves.pop(); part !== undefined; part = halves.pop()) {
    await tx.query('savepoint fold');
    try {
      const fresh = await withoutRepeated(tx, part.flat());
      results.push(await runWork(tx, fresh.entries, work, context));
      await tx.query('release savepoint fold');
      repeated += fresh.repeated;
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind === 'again') throw error;
      await tx.query('rollback to savepoint fold');
      const [only] = part;
      if (only !== undefined && part.length === 1) {
        await parkContact(tx, context, stretchOf(only), describeCause(failure.cause));
        parked += 1;
      } else {
        const middle = Math.ceil(part.length / 2);
        halves.push(part.slice(middle), part.slice(0, middle));
      }
    }
  }
  return { results, repeated, parked };
}

async function withoutRepeated<E>(tx: Transaction, entries: readonly Entry<E>[]) {
  const inOrder = [...entries].sort(
    (left, right) => left.decoded.position.offset - right.decoded.position.offset,
  );
  const known = new Set(await remember(tx, hashesOf(inOrder)));
  const fresh = inOrder.filter(({ hash }) => hash === undefined || !known.has(hash));
  return { entries: fresh, repeated: inOrder.length - fresh.length };
}

/** The hashes of entries that have one. */
export function hashesOf<E>(entries: readonly Entry<E>[]): string[] {
  const hashes: string[] = [];
  for (const { hash } of entries) if (hash !== undefined) hashes.push(hash);
  return hashes;
}

/** First and last offset of one contact's entries, which are in order. */
export function stretchOf<E>(entries: readonly Entry<E>[]): Stretch {
  const first = entries[0];
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('A stretch needs an event');
  return {
    key: first.key,
    fromOffset: first.decoded.position.offset,
    throughOffset: last.decoded.position.offset,
  };
}

/** Entries by key, each list in log order. */
export function byContact<E>(entries: readonly Entry<E>[]): Entry<E>[][] {
  const contacts = new Map<string, Entry<E>[]>();
  for (const entry of entries) {
    const list = contacts.get(entry.key);
    if (list === undefined) contacts.set(entry.key, [entry]);
    else list.push(entry);
  }
  return [...contacts.values()];
}
