import {
  type ConsumerGroupName,
  consumerGroupId,
  type ConversationEvent,
  deadLetterTopic,
  type DirectoryEvent,
  type OrganizationDocument,
  parseConversationEvent,
  parseDirectoryEvent,
} from '@parley/contracts';
import {
  cloudEvents,
  type Decode,
  type EventLog,
  lockConfiguration,
  type LogProducer,
  OutboxPublisher,
  OutboxRelay,
  PartitionProcessor,
  PositionStore,
} from '@parley/event-log';
import type { Database, Subscription, Transaction } from '@parley/platform';
import { CONFIGURATION_LOCK } from './follow-configuration/configuration-lock';
import { decodeDocument } from './follow-configuration/decode-document';
import { FollowConfiguration } from './follow-configuration/follow-configuration';
import { FollowDirectory } from './follow-configuration/follow-directory';
import { PolicyDeciders } from './fold-events/decider';
import { FoldEvents } from './fold-events/fold-events';
import { PostgresConfigurationStore } from './persistence/postgres-configuration-store';
import { PostgresReevaluationQueue } from './persistence/postgres-reevaluation-queue';
import { PostgresStateStore } from './persistence/postgres-state-store';
import { lookAgain } from './reevaluate/look-again';
import { Reevaluator } from './reevaluate/reevaluator';
import { REEVALUATION_CHANNEL } from './reevaluate/reevaluation-queue';

/** What an evaluator is made of from outside. */
export interface Surroundings {
  readonly database: Database;
  readonly log: EventLog;
  /** Put before topics and groups. */
  readonly prefix: string;
  /** Conversations looked at again in one transaction. */
  readonly pageSize: number;
}

/** One evaluator: what its handlers drive, and what runs beside them. */
export class Evaluator {
  readonly positions: PositionStore;
  readonly foldEvents: FoldEvents;
  readonly followConfiguration: FollowConfiguration;
  readonly followDirectory: FollowDirectory;
  readonly conversations: PartitionProcessor<ConversationEvent>;
  readonly documents: PartitionProcessor<OrganizationDocument>;
  readonly directory: PartitionProcessor<DirectoryEvent>;
  readonly reevaluator: Reevaluator;
  private readonly producer: LogProducer;
  private readonly outbox: OutboxPublisher;
  private readonly relay: OutboxRelay;
  private subscription: Subscription | undefined;

  constructor(private readonly surroundings: Surroundings) {
    const { database, log, prefix, pageSize } = surroundings;
    this.producer = log.producer();
    this.outbox = new OutboxPublisher({ database, producer: this.producer });
    this.relay = new OutboxRelay({ database, producer: this.producer, publisher: this.outbox });
    this.positions = new PositionStore(database, this.outbox);
    const states = new PostgresStateStore();
    const configuration = new PostgresConfigurationStore();
    const queue = new PostgresReevaluationQueue(database);
    const { outbox } = this;
    const again = { database, outbox, states, configuration, queue, prefix, pageSize };
    this.reevaluator = new Reevaluator(() => lookAgain(again));
    const { wake } = this.reevaluator;
    this.foldEvents = new FoldEvents({
      states,
      deciders: new PolicyDeciders(configuration),
      queue,
      prefix,
      wake,
    });
    const lock = (tx: Transaction): Promise<void> => lockConfiguration(tx, CONFIGURATION_LOCK);
    this.followConfiguration = new FollowConfiguration({ configuration, queue, lock, wake });
    this.followDirectory = new FollowDirectory({ configuration, queue, lock, wake });
    this.conversations = this.processor('triggerEvaluatorConversation', {
      decode: cloudEvents(parseConversationEvent),
      seen: true,
      configurationLock: CONFIGURATION_LOCK,
    });
    this.documents = this.processor('triggerEvaluatorConfig', { decode: decodeDocument, seen: false });
    this.directory = this.processor('triggerEvaluatorDirectory', {
      decode: cloudEvents(parseDirectoryEvent, { nullValues: 'ignore' }),
      seen: false,
    });
  }

  /** Starts what runs beside the handlers. */
  async start(): Promise<void> {
    this.subscription = await this.surroundings.database.listen(REEVALUATION_CHANNEL, this.reevaluator.wake);
    this.relay.start();
    this.reevaluator.start();
  }

  /** Stops it again; the handlers have stopped before. */
  async stop(): Promise<void> {
    await this.subscription?.close();
    await this.reevaluator.stop();
    await this.relay.stop();
    await this.outbox.close();
    await this.producer.close();
  }

  private processor<E>(
    name: ConsumerGroupName,
    options: { readonly decode: Decode<E>; readonly seen: boolean; readonly configurationLock?: bigint },
  ): PartitionProcessor<E> {
    const { database, prefix } = this.surroundings;
    const group = consumerGroupId(prefix, name);
    return new PartitionProcessor({
      database,
      group,
      outbox: this.outbox,
      deadLetters: deadLetterTopic(group),
      ...options,
    });
  }
}
