import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { type EventLog, KafkaEventLog, KafkaPartitionTransport } from '@parley/event-log';
import { commaList, Database, HealthChecks } from '@parley/platform';
import { Evaluator } from './assemble';
import type { Settings } from './config';
import { ConfigurationHandler } from './follow-configuration/configuration.handler';
import { ConversationEventsHandler } from './fold-events/conversation-events.handler';
import { checkInstallation } from './installation';
import { Lifecycle } from './lifecycle';
import { MIGRATIONS, SCHEMA } from './persistence/migrations';
import { DATABASE, EVALUATOR, EVENT_LOG } from './tokens';

const NAME = 'trigger-evaluator';

/** The trigger-evaluator, put together. */
@Module({ controllers: [ConversationEventsHandler, ConfigurationHandler], providers: [Lifecycle] })
export class AppModule {
  static of(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      providers: [
        { provide: DATABASE, useFactory: () => openDatabase(settings) },
        { provide: EVENT_LOG, useFactory: () => openLog(settings) },
        {
          provide: EVALUATOR,
          inject: [DATABASE, EVENT_LOG],
          useFactory: (database: Database, log: EventLog) =>
            new Evaluator({
              database,
              log,
              prefix: settings.PARLEY_TOPIC_PREFIX,
              pageSize: settings.EVALUATOR_PAGE_SIZE,
            }),
        },
      ],
    };
  }
}

/** Drives the handlers; its state is part of the service's health. */
export function transportOf(app: INestApplication, prefix: string): KafkaPartitionTransport {
  const { positions } = app.get<Evaluator>(EVALUATOR);
  const transport = new KafkaPartitionTransport({ log: app.get<EventLog>(EVENT_LOG), positions, prefix });
  app.get(HealthChecks).register('kafka', () => transport.health());
  return transport;
}

async function openDatabase(settings: Settings): Promise<Database> {
  const database = await Database.open({
    url: settings.DATABASE_URL,
    schema: SCHEMA,
    applicationName: NAME,
    migrations: MIGRATIONS,
  });
  await checkInstallation(database, settings);
  return database;
}

function openLog(settings: Settings): EventLog {
  return new KafkaEventLog({
    brokers: commaList(settings.KAFKA_BROKERS),
    clientId: NAME,
    maxBytesPerPartition: settings.EVALUATOR_FETCH_BYTES,
  });
}
