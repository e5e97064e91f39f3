import 'reflect-metadata';
import { Controller, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Ctx,
  EventPattern,
  type KafkaContext,
  type MicroserviceOptions,
  Payload,
  Transport,
} from '@nestjs/microservices';
import { logLevel } from 'kafkajs';
import { Column, DataSource, Entity, PrimaryColumn } from 'typeorm';
import { stageEnvironment } from './environment';

/** The second baseline: what Nest's own Kafka transport and a TypeORM `save` per message give. */
@Entity('stock_conversation')
class StockConversation {
  @PrimaryColumn('text') id = '';
  @Column('text') contactId = '';
  @Column('int') messages = 0;
  @Column('text', { nullable: true }) lastEventId: string | null = null;
}

const DATA_SOURCE = Symbol('data source');
const stage = stageEnvironment();

interface StockEvent {
  readonly conversationId: string;
  readonly contact: { readonly id: string };
}

@Controller()
class StockHandler {
  constructor(@Inject(DATA_SOURCE) private readonly source: DataSource) {}

  @EventPattern(stage.input)
  async handle(@Payload() payload: unknown, @Ctx() rpc: unknown): Promise<void> {
    const event = payload as StockEvent;
    const context = rpc as KafkaContext;
    const repository = this.source.getRepository(StockConversation);
    const row = (await repository.findOneBy({ id: event.conversationId })) ?? new StockConversation();
    row.id = event.conversationId;
    row.contactId = event.contact.id;
    row.messages += 1;
    row.lastEventId = String(context.getMessage().headers?.['ce_id'] ?? '');
    await repository.save(row);
  }
}

async function main(): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: stage.databaseUrl,
    entities: [StockConversation],
    synchronize: true,
  });
  await source.initialize();

  @Module({ controllers: [StockHandler], providers: [{ provide: DATA_SOURCE, useValue: source }] })
  class StockModule {}

  const app = await NestFactory.createMicroservice<MicroserviceOptions>(StockModule, {
    logger: false,
    transport: Transport.KAFKA,
    options: {
      client: { brokers: stage.brokers.split(','), clientId: stage.group, logLevel: logLevel.NOTHING },
      consumer: { groupId: stage.group },
      subscribe: { fromBeginning: true },
    },
  });
  process.once('SIGTERM', () => void app.close().then(() => source.destroy()));
  await app.listen();
}

void main();
