import type { Transaction } from '@parley/platform';
import type { Conversation } from '@parley/sync-policy';
import type { StateStore } from '../fold-events/state-store';
import { takeSteps } from './recorded-deciders';
import type { StepStore } from './step-store';

const PAGE = 500;

/**
 * Takes in what the record says about conversations of which no further event came: a configuration let them go, say. Gives how
 * many conversations have steps left whose events are not folded.
 */
export async function settleRecord(options: {
  readonly transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  readonly states: StateStore;
  readonly steps: StepStore;
}): Promise<number> {
  let left = 0;
  for (let behind: string | undefined = ''; behind !== undefined;) {
    const from: string = behind;
    const page = await options.transaction((tx) => settlePage(tx, options, from));
    left += page.left;
    behind = page.last;
  }
  return left;
}

async function settlePage(
  tx: Transaction,
  { states, steps }: { readonly states: StateStore; readonly steps: StepStore },
  behind: string,
): Promise<{ readonly left: number; readonly last: string | undefined }> {
  const waiting = await steps.waiting(tx, behind, PAGE);
  const { conversations } = await states.loadConversations(
    tx,
    waiting.map(({ conversationId }) => conversationId),
    [],
  );
  const changed: Conversation[] = [];
  let left = 0;
  for (const owned of waiting) {
    const before = conversations.get(owned.conversationId);
    if (before?.contactId !== owned.contactId) {
      left += 1;
      continue;
    }
    const due = await steps.due(tx, [owned], before.latest);
    const { now } = takeSteps(before, due.get(before.id) ?? []);
    if (now !== before) changed.push(now);
    await steps.taken(tx, [owned], before.latest);
  }
  await states.save(tx, { contacts: [], conversations: changed });
  return { left, last: waiting.length < PAGE ? undefined : waiting.at(-1)?.conversationId };
}
