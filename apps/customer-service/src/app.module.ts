import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HealthChecks } from '@parley/platform';
import { ApplyConfigurationController } from './apply-configuration/apply-configuration.controller';
import type { Parts } from './parts';
import { CustomersController } from './serve-advisors/customers.controller';
import { ServiceCredentialGuard } from './serve-advisors/service-credential.guard';
import { TakeCommandsController } from './take-commands/take-commands.controller';
import { TakeRefusalsController } from './take-refusals/take-refusals.controller';
import { TakeRequestsController } from './take-requests/take-requests.controller';
import {
  COMMANDS_PROCESSOR,
  CONFIG_PROCESSOR,
  CREATE_CUSTOMER,
  FIND_CUSTOMERS,
  ORGANIZATIONS,
  REQUESTERS,
  REQUESTS_PROCESSOR,
  SERVICE_CREDENTIAL,
  TICKETS_PROCESSOR,
  WORKER,
} from './tokens';

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
      controllers: [
        TakeRequestsController,
        TakeCommandsController,
        TakeRefusalsController,
        ApplyConfigurationController,
        CustomersController,
      ],
      providers: [
        { provide: REQUESTERS, useValue: parts.requesters },
        { provide: ORGANIZATIONS, useValue: parts.organizations },
        { provide: WORKER, useValue: parts.worker },
        { provide: REQUESTS_PROCESSOR, useValue: parts.requests },
        { provide: CONFIG_PROCESSOR, useValue: parts.configuration },
        { provide: COMMANDS_PROCESSOR, useValue: parts.commands },
        { provide: TICKETS_PROCESSOR, useValue: parts.tickets },
        { provide: FIND_CUSTOMERS, useValue: parts.findCustomers },
        { provide: CREATE_CUSTOMER, useValue: parts.createCustomer },
        { provide: SERVICE_CREDENTIAL, useValue: parts.serviceCredential },
        ServiceCredentialGuard,
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
