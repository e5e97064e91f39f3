import {
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HealthChecks } from '@parley/platform';
import { CommandsController } from './follow-commands/commands.controller';
import { CustomersController } from './follow-customers/customers.controller';
import { DirectoryController } from './follow-directory/directory.controller';
import { OrganizationsController } from './follow-organizations/organizations.controller';
import { TargetsController } from './follow-targets/targets.controller';
import { TranscriptController } from './follow-transcript/transcript.controller';
import type { Parts } from './parts';
import { PARTS } from './tokens';

/** Starts the work once everything listens, and ends it after the transport. */
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly parts: Parts) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.parts.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.parts.close();
  }
}

/** Joins the followers of topics with the parts they work on. */
@Module({})
export class AppModule {
  static with(parts: Parts): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        TranscriptController,
        TargetsController,
        CustomersController,
        OrganizationsController,
        DirectoryController,
        CommandsController,
      ],
      providers: [
        { provide: PARTS, useValue: parts },
        {
          provide: Lifecycle,
          inject: [HealthChecks],
          useFactory: (health: HealthChecks) => {
            health.register('postgres', async () => {
              await parts.database.query('select 1');
              return { ok: true };
            });
            return new Lifecycle(parts);
          },
        },
      ],
    };
  }
}
