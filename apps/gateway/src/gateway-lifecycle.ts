import { Inject } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { ConsumerStatus } from '@parley/event-log';
import { HealthChecks } from '@parley/platform';
import type { HealthResult } from '@parley/platform';
import type { GatewayParts } from './gateway-parts';
import { PublishConfiguration } from './publish-configuration/publish-configuration';

/** Injects the `GatewayParts`. */
export const GATEWAY_PARTS = Symbol('gateway.parts');

/** Starts what runs in the background, and closes everything after HTTP has been closed. */
export class GatewayLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(GATEWAY_PARTS)
    private readonly parts: Pick<GatewayParts, 'database' | 'relay' | 'alerting' | 'close'>,
    @Inject(PublishConfiguration)
    private readonly configuration: Pick<PublishConfiguration, 'start' | 'stop'>,
    @Inject(HealthChecks) private readonly health: HealthChecks,
  ) {}

  onApplicationBootstrap(): void {
    this.health.register('postgres', async () => {
      await this.parts.database.query('select 1');
      return { ok: true };
    });
    this.parts.relay.start();
    this.configuration.start();
    this.parts.alerting.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.configuration.stop();
    await this.parts.close();
  }
}

/**
 * Whether the consumers let this replica serve. A partition that waits (a version that nobody here knows, Kafka being away) must not
 * close the HTTP door; one that was stopped until an operator has looked must be seen.
 */
export function consumersHealth(consumers: readonly ConsumerStatus[]): HealthResult {
  const faults = consumers.flatMap(({ group, joined, partitions }) => [
    ...(joined ? [] : [`${group} has not joined its group`]),
    ...partitions
      .filter(({ state }) => state === 'halted')
      .map(({ topic, partition, reason }) => `${topic}/${partition} halted: ${reason ?? 'no reason'}`),
  ]);
  return faults.length === 0 ? { ok: true } : { ok: false, detail: faults.slice(0, 5).join('; ') };
}
