import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventLog } from '@parley/event-log';
import { type Database, HealthChecks } from '@parley/platform';
import type { Evaluator } from './assemble';
import { DATABASE, EVALUATOR, EVENT_LOG } from './tokens';

/** Starts and ends what runs beside the handlers, and says whether it is well. */
@Injectable()
export class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(EVALUATOR) private readonly evaluator: Evaluator,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(HealthChecks) private readonly health: HealthChecks,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.health.register('postgres', async () => {
      await this.database.query('select 1');
      return { ok: true };
    });
    this.health.register('reevaluation', () => this.evaluator.reevaluator.health());
    await this.evaluator.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.evaluator.stop();
    await this.log.close();
    await this.database.close();
  }
}
