import {
  consumerGroupId,
  type ConsumerGroupName,
  contactIdOf,
  type ConversationEvent,
  type DirectoryEvent,
  directoryKey,
  type OrganizationDocument,
  topicName,
  type TopicName,
} from '@parley/contracts';
import {
  type BatchOutcome,
  encodeEvent,
  MemoryEventLog,
  type OutgoingMessage,
  type PartitionBatch,
} from '@parley/event-log';
import { Database } from '@parley/platform';
import { eventually, testDatabase, type TestDatabase } from '@parley/testing';
import { Evaluator } from '../src/assemble';
import { MIGRATIONS, SCHEMA } from '../src/persistence/migrations';
import { readDecision, recordOf, Told } from './told';

const PREFIX = 'parley.';

/** An evaluator on real Postgres whose batches come exactly as a test says; what it tells goes to a log in memory. */
export class DirectEvaluator {
  readonly log = new MemoryEventLog({ partitions: 1 });
  readonly evaluator: Evaluator;
  private readonly offsets = new Map<string, number>();

  private constructor(
    readonly database: Database,
    private readonly made: TestDatabase,
    pageSize: number,
  ) {
    this.evaluator = new Evaluator({ database, log: this.log, prefix: PREFIX, pageSize });
  }

  static async open(pageSize = 10): Promise<DirectEvaluator> {
    const made = await testDatabase();
    const options = { url: made.url, schema: SCHEMA, applicationName: 'spec', migrations: MIGRATIONS };
    const database = await Database.open(options);
    await database.migrate();
    const direct = new DirectEvaluator(database, made, pageSize);
    for (const [group, topic] of [
      ['triggerEvaluatorConversation', 'conversationEvents'],
      ['triggerEvaluatorConfig', 'config'],
      ['triggerEvaluatorDirectory', 'directory'],
    ] as const) {
      const place = { topic: topicName(PREFIX, topic), startOffset: 0 };
      const partitions = [0, 1].map((partition) => ({ ...place, partition }));
      await direct.evaluator.positions.assigned(consumerGroupId(PREFIX, group), partitions);
    }
    return direct;
  }

  async close(): Promise<void> {
    await this.evaluator.stop();
    await this.database.close();
    await this.made.drop();
  }

  fold(events: readonly ConversationEvent[], partition = 0): Promise<BatchOutcome> {
    const topic = topicName(PREFIX, 'conversationEvents');
    const messages = events.map((event) => encodeEvent(topic, contactIdOf(event), event));
    const { conversations, foldEvents } = this.evaluator;
    return conversations.process(
      this.batch('triggerEvaluatorConversation', messages, partition),
      foldEvents.work,
    );
  }

  configure(document: OrganizationDocument): Promise<BatchOutcome> {
    const message = {
      topic: topicName(PREFIX, 'config'),
      key: document.organizationId,
      value: JSON.stringify(document),
    };
    const { documents, followConfiguration } = this.evaluator;
    return documents.process(
      this.batch('triggerEvaluatorConfig', [{ ...message, headers: {} }]),
      followConfiguration.work,
    );
  }

  learn(entries: readonly DirectoryEvent[]): Promise<BatchOutcome> {
    const topic = topicName(PREFIX, 'directory');
    const messages = entries.map((entry) => encodeEvent(topic, directoryKey(entry), entry));
    const { directory, followDirectory } = this.evaluator;
    return directory.process(this.batch('triggerEvaluatorDirectory', messages), followDirectory.work);
  }

  /** Everything told so far, once the outbox is empty. */
  async told(): Promise<Told> {
    await eventually(async () => (await this.database.query('select 1 from outbox')).length === 0);
    const told = new Told();
    const place = { topic: topicName(PREFIX, 'syncRequests'), partition: 0 };
    const through = Number.MAX_SAFE_INTEGER - 1;
    await this.log.reader.read({ ...place, fromOffset: 0, throughOffset: through }, (record) =>
      told.add(readDecision(record)),
    );
    return told;
  }

  async waiting(): Promise<number> {
    return (await this.database.query('select 1 from reevaluation')).length;
  }

  /** Waits until a session of this database waits for a lock. */
  async someoneWaits(): Promise<void> {
    await eventually(
      async () => {
        const rows = await this.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      },
      { describe: 'a session to wait for a lock' },
    );
  }

  private batch(
    group: ConsumerGroupName,
    messages: readonly OutgoingMessage[],
    partition = 0,
  ): PartitionBatch {
    const topic = messages[0]?.topic ?? topicName(PREFIX, 'conversationEvents' satisfies TopicName);
    const place = `${topic}/${partition}`;
    const from = this.offsets.get(place) ?? 0;
    const endOffset = from + messages.length;
    this.offsets.set(place, endOffset);
    const records = messages.map((message, index) => ({
      ...recordOf(message, from + index),
      partition,
      timestamp: Date.parse('2026-11-21T09:00:00Z') + from + index,
    }));
    const id = consumerGroupId(PREFIX, group);
    return {
      group: id,
      topic,
      partition,
      epoch: 0,
      fetchedOffset: from,
      endOffset,
      records,
      highWatermark: endOffset,
    };
  }
}

/** A door that a test keeps shut until it has seen what it wanted to see. */
export class Gate {
  private release: (() => void) | undefined;
  private readonly opened = new Promise<void>((resolve) => (this.release = resolve));
  private arrive: (() => void) | undefined;
  /** Resolves once somebody stands before it. */
  readonly reached = new Promise<void>((resolve) => (this.arrive = resolve));

  pass(): Promise<void> {
    this.arrive?.();
    return this.opened;
  }

  open(): void {
    this.release?.();
  }
}
