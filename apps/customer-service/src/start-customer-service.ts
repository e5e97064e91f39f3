import { KafkaPartitionTransport } from '@parley/event-log';
import { HealthChecks, startService, type RunningService } from '@parley/platform';
import { AppModule } from './app.module';
import type { CustomerServiceConfig } from './config';
import { openParts } from './parts';

/** Starts customer-service; `handleSignals` false leaves signals to the caller (tests). */
export async function startCustomerService(
  config: CustomerServiceConfig,
  options: { readonly handleSignals?: boolean } = {},
): Promise<RunningService> {
  const parts = await openParts(config);
  const transport = new KafkaPartitionTransport(parts);
  return startService({
    ...options,
    name: 'customer-service',
    module: AppModule.with(parts),
    config,
    transports: (app) => {
      app.get(HealthChecks).register('kafka', () => transport.health());
      return [transport];
    },
  });
}
