import type { Transaction } from '@parley/platform';
import type { DecodedEvent } from './decoding';
import type { OutgoingMessage } from './log-producer';

/** Where a batch lies, and what may be assumed about it. */
export interface BatchContext {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly epoch: number;
  /** The position once this transaction commits. */
  readonly nextOffset: number;
  /**
   * True when this process stored the batch right before this one: nobody else wrote for the partition in between, so state
   * kept in memory since then is still what the tables hold. False: drop it and load again.
   */
  readonly unbroken: boolean;
}

/** An event that fits its schema and yet cannot be taken: it goes to the dead letters. */
export interface RejectedEvent<E> {
  readonly event: DecodedEvent<E>;
  readonly code: string;
  readonly detail: string;
}

/** What a service made of a batch, beside what it wrote through its transaction. */
export interface BatchResult<E> {
  /** Published after the commit, in this order. */
  readonly outgoing: readonly OutgoingMessage[];
  readonly rejected?: readonly RejectedEvent<E>[];
  /** Called right after the commit, never when it fails: the place to change what is kept in memory or to wake a worker. Must not throw. */
  readonly afterCommit?: () => void;
}

/**
 * A service's own statements for a batch, inside the batch's transaction. Events are in log order, without duplicates.
 * May run again with the same events, or with some contacts' events alone, after a rollback: change nothing outside `tx`.
 * Throwing means a bug: the contact whose events make it throw is parked.
 */
export type BatchWork<E> = (
  tx: Transaction,
  events: readonly DecodedEvent<E>[],
  context: BatchContext,
) => Promise<BatchResult<E>>;
