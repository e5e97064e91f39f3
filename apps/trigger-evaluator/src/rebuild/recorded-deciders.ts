import type { Transaction } from '@parley/platform';
import {
  applyDecision,
  comparePositions,
  type Conversation,
  type Decided,
  type Position,
} from '@parley/sync-policy';
import type { Fact } from '../fold-events/conversation-event.translate';
import type { Decider, Deciders } from '../fold-events/decider';
import { decisionsOf, type RecordedStep } from './recorded-step';
import type { Owned, StepStore } from './step-store';

/**
 * Decisions as they were taken, from their record (architecture 3b): each is taken in once the events that came before it are
 * folded, and nothing is decided. A step depends on the messages of its conversation alone, so what else happened to the
 * contact meanwhile makes no difference.
 */
export class RecordedDeciders implements Deciders {
  constructor(private readonly steps: StepStore) {}

  async open(tx: Transaction, facts: readonly Fact[]): Promise<RecordedDecider> {
    const touched = new Map<string, Owned>();
    let through: Position | undefined;
    for (const { about, fact } of facts) {
      through = fact.mark.position;
      if (about !== 'conversation') continue;
      const owned = { conversationId: fact.conversationId, contactId: fact.contact.id };
      touched.set(`${owned.conversationId}\n${owned.contactId}`, owned);
    }
    const owned = [...touched.values()];
    if (through === undefined || owned.length === 0)
      return new RecordedDecider([], undefined, new Map(), new Map());
    const ids = [...new Set(owned.map(({ conversationId }) => conversationId))];
    return new RecordedDecider(
      owned,
      through,
      await this.steps.owners(tx, ids),
      await this.steps.due(tx, owned, through),
    );
  }

  async done(tx: Transaction, decider: Decider): Promise<void> {
    if (!(decider instanceof RecordedDecider) || decider.through === undefined) return;
    await this.steps.taken(tx, decider.touched, decider.through);
  }
}

/** The record of one batch's conversations. */
export class RecordedDecider implements Decider {
  private readonly waiting: Map<string, readonly RecordedStep[]>;

  constructor(
    readonly touched: readonly Owned[],
    /** Place of the batch's last event. */
    readonly through: Position | undefined,
    private readonly owners: ReadonlyMap<string, string>,
    due: ReadonlyMap<string, readonly RecordedStep[]>,
  ) {
    this.waiting = new Map(due);
  }

  /** Which of two contacts began a conversation that both claim was decided when it happened. */
  mayBegin(conversationId: string, contactId: string): boolean {
    return (this.owners.get(conversationId) ?? contactId) === contactId;
  }

  decide(conversation: Conversation): Decided {
    const steps = this.waiting.get(conversation.id) ?? [];
    const { now, left } = takeSteps(conversation, steps);
    this.waiting.set(conversation.id, left);
    return { conversation: now, decisions: [] };
  }

  /** What follows for other conversations is on their own record. */
  movesOthers(): boolean {
    return false;
  }
}

/** Takes in the steps whose time has come; `left` are those whose events are not folded yet. */
export function takeSteps(
  conversation: Conversation,
  steps: readonly RecordedStep[],
): { readonly now: Conversation; readonly left: readonly RecordedStep[] } {
  let now = conversation;
  for (const [index, { after, what }] of steps.entries()) {
    if (comparePositions(after, now.latest) > 0) return { now, left: steps.slice(index) };
    for (const decision of decisionsOf(now, what)) now = applyDecision(now, decision);
  }
  return { now, left: [] };
}
