import type { Transaction } from '@parley/platform';
import type { Position } from '@parley/sync-policy';
import type { RecordedStep } from '../src/rebuild/recorded-step';
import type { Owned, StepStore } from '../src/rebuild/step-store';

/** The record of decisions in memory; passes the same suite as the one in Postgres. */
export class MemoryStepStore implements StepStore {
  private readonly steps = new Map<string, RecordedStep>();
  private readonly known = new Set<string>();
  private readonly owner = new Map<string, string>();

  keep(_tx: Transaction, steps: readonly RecordedStep[]): Promise<void> {
    const messages = new Set<string>();
    for (const step of steps) {
      const message = `${step.conversationId}\n${step.version}`;
      if (this.known.has(message) && !messages.has(message)) continue;
      messages.add(message);
      this.known.add(message);
      this.steps.set(`${message}\n${step.place}`, step);
      if (!this.owner.has(step.conversationId)) this.owner.set(step.conversationId, step.contactId);
    }
    return Promise.resolve();
  }

  owners(_tx: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map([...this.owner].filter(([id]) => ids.includes(id))));
  }

  due(_tx: Transaction, conversations: readonly Owned[], through: Position) {
    const due = new Map<string, RecordedStep[]>();
    for (const [, step] of this.dueOf(conversations, through)) {
      const known = due.get(step.conversationId);
      if (known === undefined) due.set(step.conversationId, [step]);
      else known.push(step);
    }
    for (const steps of due.values())
      steps.sort((one, other) => one.version - other.version || one.place - other.place);
    return Promise.resolve(due);
  }

  taken(_tx: Transaction, conversations: readonly Owned[], through: Position): Promise<void> {
    for (const [key] of this.dueOf(conversations, through)) this.steps.delete(key);
    return Promise.resolve();
  }

  waiting(_tx: Transaction, behind: string, most: number): Promise<readonly Owned[]> {
    const waiting = new Map<string, Owned>();
    for (const { conversationId, contactId } of this.steps.values())
      if (conversationId > behind) waiting.set(conversationId, { conversationId, contactId });
    const sorted = [...waiting.values()].sort((one, other) =>
      one.conversationId < other.conversationId ? -1 : 1,
    );
    return Promise.resolve(sorted.slice(0, most));
  }

  private dueOf(conversations: readonly Owned[], through: Position) {
    return [...this.steps].filter(
      ([, step]) =>
        conversations.some(
          (owned) => owned.conversationId === step.conversationId && owned.contactId === step.contactId,
        ) &&
        (step.after.epoch < through.epoch ||
          (step.after.epoch === through.epoch && step.after.offset <= through.offset)),
    );
  }
}
