import { KafkaPartitionTransport } from '@parley/event-log';
import { HealthChecks, startService, type RunningService } from '@parley/platform';
import { AppModule } from './app.module';
import type { TicketWriterConfig } from './config';
import { openParts } from './parts';

/** Starts ticket-writer; `handleSignals` false leaves signals to the caller (tests). */
export async function startTicketWriter(
  config: TicketWriterConfig,
  options: { readonly handleSignals?: boolean } = {},
): Promise<RunningService> {
  const parts = await openParts(config);
  const transport = new KafkaPartitionTransport(parts);
  return startService({
    ...options,
    name: 'ticket-writer',
    module: AppModule.with(parts),
    config,
    transports: (app) => {
      app.get(HealthChecks).register('kafka', () => transport.health());
      return [transport];
    },
  });
}
