import type { ConversationEvent } from '@parley/contracts';
import type { BatchResult, DecodedEvent, RejectedEvent } from '@parley/event-log';
import { createLogger, type Transaction } from '@parley/platform';
import type { ReevaluationQueue } from '../reevaluate/reevaluation-queue';
import { countDecisions, countMoved } from '../telemetry';
import { translateEvent } from './conversation-event.translate';
import type { Decider, Deciders } from './decider';
import { type BatchFact, foldBatch, type FoldedBatch } from './fold-batch';
import { movedContacts, MOST_CONVERSATIONS_AT_ONCE } from './moved-contacts';
import type { StateStore } from './state-store';
import { translateTelling } from './telling.translate';

type Event = DecodedEvent<ConversationEvent>;

const logger = createLogger('fold-events');

/** Folds batches of the log of record: facts in, states and targets out, all in the batch's transaction. */
export class FoldEvents {
  constructor(
    private readonly options: {
      readonly states: StateStore;
      readonly deciders: Deciders;
      readonly queue: Pick<ReevaluationQueue, 'request'>;
      /** Put before topic names. */
      readonly prefix: string;
      /** Wakes this process's own worker. */
      readonly wake: () => void;
      /** See {@link MOST_CONVERSATIONS_AT_ONCE}. */
      readonly mostConversationsAtOnce?: number;
    },
  ) {}

  /** The work of one batch. */
  readonly work = async (
    tx: Transaction,
    events: readonly Event[],
  ): Promise<BatchResult<ConversationEvent>> => {
    const { deciders, prefix, queue, states } = this.options;
    const facts = events.map((event): BatchFact => ({ event, translated: translateEvent(event) }));
    const decider = await deciders.open(
      tx,
      facts.map(({ translated }) => translated),
    );
    const folded = await this.fold(tx, facts, decider);
    await states.save(tx, {
      contacts: folded.contacts.values(),
      conversations: folded.conversations.values(),
    });
    await deciders.done(tx, decider);
    for (const [contactId, by] of folded.deferred) await queue.request(tx, 'contact', [contactId], by);
    return {
      outgoing: Array.from(folded.tellings.values(), (telling) => translateTelling(telling, prefix)),
      rejected: folded.moved.map(rejection),
      afterCommit: () => this.report(folded),
    };
  };

  private async fold(tx: Transaction, facts: readonly BatchFact[], decider: Decider): Promise<FoldedBatch> {
    const { states, mostConversationsAtOnce = MOST_CONVERSATIONS_AT_ONCE } = this.options;
    const translated = facts.map((fact) => fact.translated);
    const contacts = await states.loadContacts(tx, new Set(translated.map(({ fact }) => fact.contact.id)));
    const touched = translated.flatMap(({ about, fact }) =>
      about === 'conversation' ? [fact.conversationId] : [],
    );
    const all = movedContacts(translated, contacts, decider, mostConversationsAtOnce);
    const loaded = await states.loadConversations(tx, new Set(touched), all);
    return foldBatch(facts, { contacts, ...loaded }, decider);
  }

  private report({ deferred, moved, tellings }: FoldedBatch): void {
    countDecisions(tellings);
    if (deferred.size > 0) this.options.wake();
    if (moved.length === 0) return;
    countMoved(moved.length);
    for (const { event, position } of moved) {
      // Ids of events and places in the log name nobody; whose conversation it is, the dead letter says.
      const place = { partition: position.partition, offset: position.offset };
      logger.error(
        { source: event.source, id: event.id, ...place },
        'conversation-moved: the event names another contact',
      );
    }
  }
}

function rejection(event: Event): RejectedEvent<ConversationEvent> {
  return { event, code: 'conversation-moved', detail: 'The conversation began with another contact' };
}
