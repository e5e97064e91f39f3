import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import type { HealthResult } from '@parley/platform';
import { isObservable, lastValueFrom } from 'rxjs';
import { healthOf } from '../consumer/health-of';
import type { ConsumerStatus, EventLog, LogConsumer } from '../ports/event-log';
import type { BatchHandler, BatchOutcome, PartitionBatch } from '../ports/log-record';
import type { PositionSource } from '../ports/positions';
import { observeConsumers } from '../telemetry/consumer-gauges';
import { PARTITION_TRANSPORT } from './partition-handler';

export interface PartitionTransportOptions {
  readonly log: EventLog;
  readonly positions: PositionSource;
  /** Put before every group and topic that a `@PartitionHandler` names. */
  readonly prefix: string;
}

/**
 * Drives an application's `@PartitionHandler` methods: one consumer for each group, batches in, outcomes out. A service
 * returns it from `startService`'s `transports`. Kafka may be away at the start; `health` says when it is there.
 */
export class KafkaPartitionTransport extends Server implements CustomTransportStrategy {
  override readonly transportId = PARTITION_TRANSPORT;
  override readonly propagatesEventHandlerErrors = true;
  private consumers: readonly LogConsumer[] = [];
  private stopObserving: (() => void) | undefined;

  constructor(private readonly options: PartitionTransportOptions) {
    super();
  }

  listen(callback: () => void): void {
    const handlers = [...this.messageHandlers].map(([pattern, handler]) => this.handlerOf(pattern, handler));
    const groups = [...new Set(handlers.map(({ group }) => group))];
    this.consumers = groups.map((group) =>
      this.consumerOf(
        group,
        handlers.filter((handler) => handler.group === group),
      ),
    );
    this.stopObserving = observeConsumers(() => this.consumerStatus());
    for (const consumer of this.consumers) consumer.start();
    callback();
  }

  /** Lets running batches finish and leaves the groups. */
  async close(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
    this.stopObserving?.();
  }

  /** What every consumer is doing, partition by partition. */
  consumerStatus(): readonly ConsumerStatus[] {
    return this.consumers.map((consumer) => consumer.status());
  }

  /** Ready when every group is joined and no assigned partition is being checked, paused or halted. */
  health(): Promise<HealthResult> {
    return Promise.resolve(healthOf(this.consumerStatus()));
  }

  /** There are no events of the transport's own to listen to. */
  on(): never {
    throw new Error('The partition transport emits no events');
  }

  unwrap(): never {
    throw new Error('The partition transport has no client to hand out');
  }

  private handlerOf(pattern: string, handler: MessageHandler): NamedHandler {
    const group: unknown = handler.extras?.['group'];
    const topic: unknown = handler.extras?.['topic'];
    if (typeof group !== 'string' || typeof topic !== 'string')
      throw new TypeError(`The handler of ${pattern} is not marked with @PartitionHandler`);
    if (handler.next !== undefined) throw new TypeError(`${group} has two handlers for ${topic}`);
    return {
      group: this.options.prefix + group,
      topic: this.options.prefix + topic,
      handle: (batch) => outcomeOf(handler, batch),
    };
  }

  private consumerOf(group: string, handlers: readonly NamedHandler[]): LogConsumer {
    const byTopic = new Map(handlers.map(({ topic, handle }) => [topic, handle]));
    return this.options.log.consumer({
      group,
      topics: [...byTopic.keys()],
      positions: this.options.positions,
      handle: (batch) => {
        const handle = byTopic.get(batch.topic);
        if (handle === undefined) throw new Error(`No handler for ${batch.topic}`);
        return handle(batch);
      },
    });
  }
}

interface NamedHandler {
  readonly group: string;
  readonly topic: string;
  readonly handle: BatchHandler;
}

/** Nest gives a stream where an interceptor or its error filter was at work, else the handler's own promise. */
async function outcomeOf(handler: MessageHandler, batch: PartitionBatch): Promise<BatchOutcome> {
  const result: unknown = await handler(batch);
  const outcome: unknown = isObservable(result) ? await lastValueFrom(result) : result;
  if (isOutcome(outcome)) return outcome;
  throw new TypeError('A @PartitionHandler must return a BatchOutcome');
}

function isOutcome(value: unknown): value is BatchOutcome {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
