import type { Transaction } from '@parley/platform';
import type { Position } from '@parley/sync-policy';
import type { RecordedStep } from './recorded-step';

/** A conversation, and whose the record says it is. */
export interface Owned {
  readonly conversationId: string;
  readonly contactId: string;
}

/** Where the record of decisions waits until the events that came before each are folded. */
export interface StepStore {
  /** Keeps steps; those that are kept already, or were taken, are passed over. */
  keep(tx: Transaction, steps: readonly RecordedStep[]): Promise<void>;
  /** Whose each conversation is, of those the record knows. */
  owners(tx: Transaction, conversationIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** The steps of conversations up to a place of the log, those of each in their order. */
  due(
    tx: Transaction,
    conversations: readonly Owned[],
    through: Position,
  ): Promise<ReadonlyMap<string, readonly RecordedStep[]>>;
  /** Forgets what `due` gave for the same question. */
  taken(tx: Transaction, conversations: readonly Owned[], through: Position): Promise<void>;
  /** Conversations behind an id that steps still wait for, in the order of their ids. */
  waiting(tx: Transaction, behind: string, most: number): Promise<readonly Owned[]>;
}
