import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HealthChecks } from '@parley/platform';
import { ApplyConfigurationController } from './apply-configuration/apply-configuration.controller';
import type { Parts } from './parts';
import { TakeRequestsController } from './take-requests/take-requests.controller';
import { CONFIG_PROCESSOR, ORGANIZATIONS, REQUESTERS, REQUESTS_PROCESSOR, WORKER } from './tokens';

/** Starts the work once everything listens, and ends it after the transport. */
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly parts: Parts) {}

  onApplicationBootstrap(): void {
    this.parts.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
  }
}

/** Joins the handlers with the parts they work on. */
@Module({})
export class AppModule {
  static with(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      controllers: [TakeRequestsController, ApplyConfigurationController],
      providers: [
        { provide: REQUESTERS, useValue: parts.requesters },
        { provide: ORGANIZATIONS, useValue: parts.organizations },
        { provide: WORKER, useValue: parts.worker },
        { provide: REQUESTS_PROCESSOR, useValue: parts.requests },
        { provide: CONFIG_PROCESSOR, useValue: parts.configuration },
        {
          provide: Lifecycle,
          inject: [HealthChecks],
          useFactory: (health: HealthChecks) => {
            health.register('postgres', async () => {
              await parts.database.query('SELECT 1');
              return { ok: true };
            });
            return new Lifecycle(parts);
          },
        },
      ],
    };
  }
}
