import type { ConversationEvent, DirectoryEvent, OrganizationDocument } from '@parley/contracts';
import type { DecodedEvent, OutgoingMessage, OutboxRow } from '@parley/event-log';
import { PolicyDeciders } from '../src/fold-events/decider';
import { FoldEvents } from '../src/fold-events/fold-events';
import { FollowConfiguration } from '../src/follow-configuration/follow-configuration';
import { FollowDirectory } from '../src/follow-configuration/follow-directory';
import { lookAgain } from '../src/reevaluate/look-again';
import {
  MemoryConfigurationStore,
  MemoryReevaluationQueue,
  MemoryStateStore,
  NO_TRANSACTION,
} from './memory-stores';
import { readDecision, recordOf, Told } from './told';

const PREFIX = 'parley.';
const FIRST_LOGGED_AT = Date.parse('2026-11-21T09:00:00Z');

/** The evaluator over stores in memory: events in, decisions out, batch by batch. */
export class MemoryStage {
  readonly states = new MemoryStateStore();
  readonly queue = new MemoryReevaluationQueue(this.states);
  readonly told = new Told();
  readonly messages: OutgoingMessage[] = [];
  readonly rejected: string[] = [];
  wakes = 0;
  private offset = 0;
  private readonly configuration = new MemoryConfigurationStore();
  private readonly following = {
    configuration: this.configuration,
    queue: this.queue,
    lock: () => Promise.resolve(),
    wake: () => (this.wakes += 1),
  };

  constructor(private readonly mostConversationsAtOnce = 100) {}

  /** Folds one batch; offsets go on where the last one ended. */
  async fold(events: readonly ConversationEvent[]): Promise<void> {
    const { configuration, mostConversationsAtOnce, queue, states } = this;
    const wake = this.following.wake;
    const stage = new FoldEvents({
      states,
      deciders: new PolicyDeciders(configuration),
      queue,
      prefix: PREFIX,
      wake,
      mostConversationsAtOnce,
    });
    const result = await stage.work(
      NO_TRANSACTION,
      events.map((event) => decodedEvent(event, this.nextOffset())),
    );
    result.afterCommit?.();
    this.rejected.push(...(result.rejected ?? []).map(({ code }) => code));
    this.tell(result.outgoing);
  }

  async configure(...documents: readonly OrganizationDocument[]): Promise<void> {
    const { work } = new FollowConfiguration(this.following);
    const result = await work(
      NO_TRANSACTION,
      documents.map((document) => decodedEvent(document, 0)),
    );
    result.afterCommit?.();
  }

  async learn(entries: readonly DirectoryEvent[]): Promise<void> {
    const { work } = new FollowDirectory(this.following);
    const result = await work(
      NO_TRANSACTION,
      entries.map((entry) => decodedEvent(entry, 0)),
    );
    result.afterCommit?.();
  }

  /** Works one page of a re-evaluation; false when none waits. */
  lookAgain(pageSize = 100): Promise<boolean> {
    const rows: OutboxRow[] = [];
    return lookAgain({
      database: { transaction: (work) => work(NO_TRANSACTION) },
      outbox: {
        hasRoom: () => Promise.resolve(true),
        store: (_tx, source, messages) => {
          const row = { id: String(rows.length), source, messages };
          rows.push(row);
          return Promise.resolve(row);
        },
        publish: ({ messages }) => this.tell(messages),
      },
      states: this.states,
      configuration: this.configuration,
      queue: this.queue,
      prefix: PREFIX,
      pageSize,
    });
  }

  /** Works all re-evaluations; how many pages it took. */
  async lookAgainAtAll(pageSize = 100): Promise<number> {
    let pages = 0;
    while (await this.lookAgain(pageSize)) pages += 1;
    return pages;
  }

  private tell(messages: readonly OutgoingMessage[]): void {
    this.messages.push(...messages);
    for (const message of messages) this.told.add(readDecision(recordOf(message)));
  }

  private nextOffset(): number {
    this.offset += 1;
    return this.offset;
  }
}

/** An event as the log has it at an offset of partition 3. */
export function decodedEvent<E>(event: E, offset: number): DecodedEvent<E> {
  const record = { topic: 'events', partition: 3, offset, key: null, value: null, headers: {} };
  const position = { epoch: 0, partition: 3, offset };
  return { event, position, record: { ...record, timestamp: FIRST_LOGGED_AT + offset * 1_000 } };
}
