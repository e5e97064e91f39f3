import { LogUnavailableError, MessageRefusedError, ProducerClosedError } from '../errors';
import type { AppendedAt, LogProducer, OutgoingMessage } from '../ports/log-producer';
import { CHUNK_BYTES, MAX_DEAD_LETTER_BYTES, MAX_WAITING_BYTES } from './limits';
import { messageBytes } from './message-size';

/** Appends one chunk; the queue never calls it again before it has settled. */
export type AppendChunk = (messages: readonly OutgoingMessage[]) => Promise<readonly AppendedAt[]>;

/** One caller's messages on their way. */
interface Waiting {
  readonly messages: readonly OutgoingMessage[];
  readonly sizes: readonly number[];
  readonly places: AppendedAt[];
  /** How many of the messages are in chunks made so far. */
  taken: number;
  readonly resolve: (places: readonly AppendedAt[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One send in flight, everybody else queues and is sent together: with kafkajs a second concurrent idempotent send can lose
 * an acknowledged message. When a chunk fails, everything behind it fails too, so that nothing overtakes it.
 */
export class SendQueue implements LogProducer {
  private readonly waiting: Waiting[] = [];
  private waitingBytes = 0;
  private pumping: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly append: AppendChunk) {}

  send(messages: readonly OutgoingMessage[]): Promise<readonly AppendedAt[]> {
    if (this.closed) return Promise.reject(new ProducerClosedError('The producer is closed'));
    if (messages.length === 0) return Promise.resolve([]);
    const sizes = messages.map(messageBytes);
    const tooLarge = sizes.findIndex((size) => size > MAX_DEAD_LETTER_BYTES);
    if (tooLarge >= 0)
      return Promise.reject(new MessageRefusedError(`A message of ${sizes[tooLarge]} bytes is too large`));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (this.waitingBytes > 0 && this.waitingBytes + bytes > MAX_WAITING_BYTES)
      return Promise.reject(new LogUnavailableError('Too much waits to be sent to the log'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ messages, sizes, places: [], taken: 0, resolve, reject });
      this.waitingBytes += bytes;
      this.pumping ??= this.pump();
    });
  }

  /** Refuses what comes from now on and waits for what is queued. */
  async close(): Promise<void> {
    this.closed = true;
    await this.pumping;
  }

  private async pump(): Promise<void> {
    // Callers of the same turn of the event loop go together.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const chunk = this.nextChunk();
      try {
        this.settle(await this.append(chunk));
      } catch (error) {
        this.fail(error);
      }
    }
    this.pumping = undefined;
  }

  private fail(error: unknown): void {
    const [first, ...behind] = this.waiting.splice(0);
    this.waitingBytes = 0;
    // A refusal is about one message; whose, the log does not say. Callers that were not alone in the chunk send again.
    const inCompany = behind.some(({ taken }) => taken > 0);
    const again = new LogUnavailableError('A send together with this one or before it failed', {
      cause: error,
    });
    first?.reject(inCompany && error instanceof MessageRefusedError ? again : error);
    for (const entry of behind) entry.reject(again);
  }

  private nextChunk(): readonly OutgoingMessage[] {
    const chunk: OutgoingMessage[] = [];
    let bytes = 0;
    for (const entry of this.waiting) {
      while (entry.taken < entry.messages.length) {
        const message = entry.messages[entry.taken];
        const size = entry.sizes[entry.taken] ?? 0;
        if (message === undefined || (chunk.length > 0 && bytes + size > CHUNK_BYTES)) return chunk;
        chunk.push(message);
        bytes += size;
        entry.taken += 1;
      }
    }
    return chunk;
  }

  /** Hands the places out in the order the chunk was taken. */
  private settle(places: readonly AppendedAt[]): void {
    let handedOut = 0;
    while (handedOut < places.length) {
      const [entry] = this.waiting;
      if (entry === undefined) return;
      const open = entry.messages.length - entry.places.length;
      const own = places.slice(handedOut, handedOut + open);
      entry.places.push(...own);
      handedOut += own.length;
      if (entry.places.length < entry.messages.length) return;
      this.waiting.shift();
      this.waitingBytes -= entry.sizes.reduce((sum, size) => sum + size, 0);
      entry.resolve(entry.places);
    }
  }
}
