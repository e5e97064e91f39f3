import type { ConversationEvent } from '@parley/contracts';
import type { OutgoingMessage } from '@parley/event-log';
import { FoldEvents } from '../src/fold-events/fold-events';
import { RecordedDeciders } from '../src/rebuild/recorded-deciders';
import { stepsOf } from '../src/rebuild/recorded-step';
import { settleRecord } from '../src/rebuild/settle-record';
import { decodedEvent } from './memory-stage';
import { MemoryStateStore, NO_TRANSACTION } from './memory-stores';
import { MemoryStepStore } from './memory-step-store';
import { cut } from './random-days';
import { readDecision, recordOf } from './told';

/** The states that a rebuild comes to from events and the record of what was decided about them. */
export async function rebuiltStates(
  events: readonly ConversationEvent[],
  messages: readonly OutgoingMessage[],
  lengths: readonly number[],
): Promise<{ readonly states: MemoryStateStore; readonly left: number }> {
  const states = new MemoryStateStore();
  const steps = new MemoryStepStore();
  for (const message of messages) await steps.keep(NO_TRANSACTION, stepsOf(readDecision(recordOf(message))));
  const fold = new FoldEvents({
    states,
    deciders: new RecordedDeciders(steps),
    queue: { request: () => Promise.reject(new Error('a rebuild asks for nothing')) },
    prefix: 'parley.',
    wake: () => undefined,
  });
  let offset = 0;
  for (const batch of cut(events, lengths)) {
    const result = await fold.work(
      NO_TRANSACTION,
      batch.map((event) => decodedEvent(event, (offset += 1))),
    );
    expect(result.outgoing).toEqual([]);
  }
  const transaction: Parameters<typeof settleRecord>[0]['transaction'] = (work) => work(NO_TRANSACTION);
  return { states, left: await settleRecord({ transaction, states, steps }) };
}
