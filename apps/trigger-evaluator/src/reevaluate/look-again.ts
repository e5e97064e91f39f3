import { type OutboxPublisher, type OutboxRow, shareConfiguration } from '@parley/event-log';
import type { Database, Transaction } from '@parley/platform';
import { type Conversation, decide, newContact } from '@parley/sync-policy';
import { CONFIGURATION_LOCK } from '../follow-configuration/configuration-lock';
import type { ConfigurationStore } from '../follow-configuration/configuration-store';
import type { StateStore } from '../fold-events/state-store';
import { type MovedBy, Tellings } from '../fold-events/tellings';
import { translateTelling } from '../fold-events/telling.translate';
import { countDecisions, countReevaluated } from '../telemetry';
import type { ReevaluationQueue, TakenReevaluation } from './reevaluation-queue';

/** What looking again needs. */
export interface LookAgainOptions {
  readonly database: Pick<Database, 'transaction'>;
  readonly outbox: Pick<OutboxPublisher, 'hasRoom' | 'store' | 'publish'>;
  readonly states: StateStore;
  readonly configuration: ConfigurationStore;
  readonly queue: ReevaluationQueue;
  readonly prefix: string;
  /** Conversations in one transaction. */
  readonly pageSize: number;
}

const ROOM_WITHIN_MS = 1_000;

interface Page {
  readonly conversations: number;
  readonly tellings: Tellings;
  readonly row: OutboxRow | undefined;
}

/** Rows of one source keep their order in the outbox; a conversation's are ordered by version anyway. */
const OUTBOX_SOURCE = 'reevaluation';

/**
 * Looks at the next page of the re-evaluation whose turn it is, in one transaction, through the decider that live events go
 * through. False when none waits. Interrupted or repeated it does no harm: targets are watermarks.
 */
export async function lookAgain(options: LookAgainOptions): Promise<boolean> {
  // While Kafka is away nothing more piles up; live batches wait for the same room.
  if (!(await options.outbox.hasRoom(ROOM_WITHIN_MS))) return true;
  const page = await options.database.transaction(async (tx) => {
    await shareConfiguration(tx, CONFIGURATION_LOCK);
    const taken = await options.queue.take(tx);
    return taken === undefined ? undefined : lookAtPage(options, tx, taken);
  });
  if (page === undefined) return false;
  if (page.row !== undefined) options.outbox.publish(page.row);
  countReevaluated(page.conversations);
  countDecisions(page.tellings);
  return true;
}

async function lookAtPage(
  options: LookAgainOptions,
  tx: Transaction,
  taken: TakenReevaluation,
): Promise<Page> {
  const { queue, states, pageSize } = options;
  const conversations = await queue.page(tx, taken, pageSize);
  const view = await options.configuration.current(tx);
  // Read after the conversations are locked: a batch that changes a contact has committed, or waits for those locks.
  const contacts = await states.loadContacts(tx, new Set(conversations.map(({ contactId }) => contactId)));
  const tellings = new Tellings();
  const movedBy = taken.traceparent === null ? undefined : traceOf(taken.traceparent);
  const changed: Conversation[] = [];
  for (const conversation of conversations) {
    const contact = contacts.get(conversation.contactId) ?? newContact(conversation.contactId);
    const surroundings = view.surroundingsOf(conversation.accountId);
    const decided = decide({ conversation, contact, surroundings }, { kind: 'configuration' });
    if (decided.decisions.length > 0) changed.push(decided.conversation);
    for (const decision of decided.decisions) tellings.add(decided.conversation, decision, movedBy);
  }
  await states.save(tx, { contacts: [], conversations: changed });
  const last = conversations.at(-1);
  if (last !== undefined && conversations.length === pageSize) await queue.advance(tx, taken, last.id);
  else await queue.finish(tx, taken);
  const messages = Array.from(tellings.values(), (telling) => translateTelling(telling, options.prefix));
  const row = messages.length === 0 ? undefined : await options.outbox.store(tx, OUTBOX_SOURCE, messages);
  return { conversations: conversations.length, tellings, row };
}

/** What a re-evaluation lets go belongs to the trace of the fact that opened the gate. */
function traceOf(traceparent: string): MovedBy {
  return { event: { traceparent }, traceparent };
}
