import {
  consumerGroupId,
  parseConversationEvent,
  parseDerived,
  parseDirectoryEvent,
  topicName,
  type ConsumerGroupName,
  type TopicName,
} from '@parley/contracts';
import {
  cloudEvents,
  OutboxPublisher,
  PartitionProcessor,
  PositionStore,
  type BatchHandler,
  type Decode,
  type LogConsumer,
} from '@parley/event-log';
import { composeGateway, ZendeskHosts, type ZendeskGateway } from '@parley/zendesk';
import { AttachmentSlots } from '../../src/bring-attachment/attachment-slots';
import { CommandsController } from '../../src/follow-commands/commands.controller';
import { CustomersController } from '../../src/follow-customers/customers.controller';
import { DirectoryController } from '../../src/follow-directory/directory.controller';
import { decodeDocument } from '../../src/follow-organizations/decode-document';
import { OrganizationsController } from '../../src/follow-organizations/organizations.controller';
import { TargetsController } from '../../src/follow-targets/targets.controller';
import { TranscriptController } from '../../src/follow-transcript/transcript.controller';
import type { LanePorts } from '../../src/lane/ports';
import { RecentLooks } from '../../src/lane/recent-looks';
import { MemoryAgentBook } from '../../src/memory/memory-agent-book';
import { MemoryAttachmentBook } from '../../src/memory/memory-attachment-book';
import { MemoryTranscript } from '../../src/memory/memory-transcript';
import { LaneRunner } from '../../src/run-lanes/lane-runner';
import { connectionListener } from '../../src/tell-connection/connection-events';
import { Process } from '../engine/process';
import { atPoints } from './at-points';
import { PREFIX, START_MS } from './names';
import { Network } from './network';
import { checkSession } from './sim-database';
import { connectionsOf } from './sim-organization';
import type { World } from './world';

/** Looks for work so often when nobody wakes it; rarer than in production, since every look is a step. */
const POLL_MS = 30_000;

/** One process of ticket-writer: the production parts over simulated ports. */
export class Replica {
  readonly process: Process;
  readonly runner: LaneRunner;
  private readonly gateway: ZendeskGateway;
  private readonly consumers: LogConsumer[];
  /** How far this machine's wall clock is off; it may jump. */
  wallOffsetMs = 0;

  constructor(
    private readonly world: World,
    name: string,
  ) {
    this.process = new Process(name);
    world.scheduler.current = this.process;
    const clock = {
      now: () => new Date(START_MS + world.scheduler.nowMs + this.wallOffsetMs),
      monotonicMs: () => world.scheduler.nowMs,
    };
    this.gateway = this.openGateway(clock);
    this.runner = new LaneRunner(this.portsWith(clock), { owner: name, concurrency: 2, pollMs: POLL_MS });
    this.consumers = this.openConsumers();
  }

  start(): void {
    this.runner.start();
    this.join();
  }

  /** Becomes a member of its groups. */
  join(): void {
    this.world.scheduler.current = this.process;
    for (const consumer of this.consumers) consumer.start();
  }

  /** The broker takes it out of its groups; what it has in hand it may still try to store. */
  leave(): void {
    for (const consumer of this.consumers) void consumer.stop();
  }

  private openGateway(clock: LanePorts['clock']): ZendeskGateway {
    const { scheduler, faults, organizations, buckets, database, director } = this.world;
    const connections = connectionsOf(organizations);
    const producer = this.world.log.producer();
    const outbox = new OutboxPublisher({
      database: database.connect(this.process),
      producer: {
        close: () => producer.close(),
        send: async (messages) => {
          const places = await producer.send(messages);
          for (const { key } of messages) director.tellOfConnection(key);
          return places;
        },
      },
    });
    return composeGateway({
      buckets: atPoints(scheduler, faults, this.process, buckets),
      connections: this.world.mayBeRefused
        ? atPoints(scheduler, faults, this.process, connections)
        : connections,
      hosts: ZendeskHosts.parse(''),
      clock,
      ...(this.world.mutant?.leavesLossUntold !== true && {
        listener: connectionListener(database.connect(this.process), outbox, clock, PREFIX),
      }),
      http: new Network(scheduler, faults, organizations, this.process, (call) => this.world.sent(call)),
    });
  }

  private portsWith(clock: LanePorts['clock']): LanePorts {
    const { scheduler, faults, tables, mutant, alerts } = this.world;
    const ports: LanePorts = {
      store: this.world.watched(
        this.process,
        atPoints(scheduler, faults, this.process, this.world.laneStore),
      ),
      transcript: atPoints(scheduler, faults, this.process, new MemoryTranscript(tables)),
      agents: new MemoryAgentBook(tables),
      attachments: {
        book: new MemoryAttachmentBook(tables),
        files: {
          get: () => Promise.reject(new Error('No story has a file')),
        },
        slots: new AttachmentSlots(4, 2),
        settings: { fetchTimeoutMs: 30_000, uploadTimeoutMs: 60_000, retryMs: [2_000] },
        ended: () => undefined,
      },
      desk: this.gateway,
      clock,
      looks: new RecentLooks(clock),
      watch: {
        severalTickets: (_, ticketKey) => alerts.push(`several tickets for ${ticketKey}`),
        unpermittedKeys: (_, keys) => alerts.push(`unknown to Zendesk: ${keys.join()}`),
        notRedacted: (_, ticketKey) => alerts.push(`not redacted in ${ticketKey}`),
        effectEnded: () => undefined,
      },
      settings: this.world.settings,
    };
    return mutant?.ports?.(ports, this.world) ?? ports;
  }

  private openConsumers(): LogConsumer[] {
    const { world, process } = this;
    const database = world.database.connect(process);
    const outbox = new OutboxPublisher({ database, producer: world.log.producer() });
    const positions = new PositionStore(database, outbox);
    const shared = {
      intake: (tx: unknown) => {
        checkSession(tx);
        return world.intakeFor(process);
      },
      runner: {
        wake: () => {
          this.runner.wake();
          world.fleet.notifyOthers(this);
        },
        wakeAll: () => this.runner.wakeAll(),
      },
    };
    const processor = <E>(name: ConsumerGroupName, seen: boolean, decode: Decode<E>) => {
      const group = consumerGroupId(PREFIX, name);
      return new PartitionProcessor({ database, group, outbox, deadLetters: `${group}.dlq`, seen, decode });
    };
    const consumer = (name: ConsumerGroupName, topic: TopicName, follow: BatchHandler) =>
      world.log.consumer({
        group: consumerGroupId(PREFIX, name),
        topics: [topicName(PREFIX, topic)],
        positions,
        handle: async (batch) => {
          await world.scheduler.point(process, `takes ${topic} from ${batch.fetchedOffset}`);
          return follow(batch);
        },
      });
    const transcript = new TranscriptController({
      ...shared,
      transcriptTopic: processor(
        'ticketWriterTranscript',
        world.mutant?.forgetsEvents !== true,
        cloudEvents(parseConversationEvent),
      ),
    });
    const targets = new TargetsController({
      ...shared,
      targetsTopic: processor(
        'ticketWriterTargets',
        false,
        cloudEvents((event) => parseDerived('syncRequests', event)),
      ),
    });
    const customers = new CustomersController({
      ...shared,
      customersTopic: processor(
        'ticketWriterCustomers',
        false,
        cloudEvents((event) => parseDerived('customerEvents', event)),
      ),
    });
    const organizations = new OrganizationsController({
      ...shared,
      configTopic: processor('ticketWriterConfig', false, decodeDocument),
    });
    const directory = new DirectoryController({
      ...shared,
      directoryTopic: processor(
        'ticketWriterDirectory',
        false,
        cloudEvents(parseDirectoryEvent, { nullValues: 'ignore' }),
      ),
    });
    const commands = new CommandsController({
      ...shared,
      prefix: PREFIX,
      parked: (tx) => {
        checkSession(tx);
        return world.parkedLanes();
      },
      commandsTopic: processor(
        'ticketWriterCommands',
        true,
        cloudEvents((event) => parseDerived('commands', event)),
      ),
    });
    return [
      // In a story without orders it would only make every schedule longer.
      ...(world.hasOrders
        ? [consumer('ticketWriterCommands', 'commands', (batch) => commands.follow(batch))]
        : []),
      consumer('ticketWriterTranscript', 'conversationEvents', (batch) => transcript.follow(batch)),
      consumer('ticketWriterTargets', 'syncRequests', (batch) => targets.follow(batch)),
      consumer('ticketWriterCustomers', 'customerEvents', (batch) => customers.follow(batch)),
      consumer('ticketWriterConfig', 'config', (batch) => organizations.follow(batch)),
      consumer('ticketWriterDirectory', 'directory', (batch) => directory.follow(batch)),
    ];
  }
}
