import 'reflect-metadata';
import { Controller, type INestMicroservice, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { configureLogging } from '@parley/platform';
import { eventually } from '@parley/testing';
import {
  type BatchOutcome,
  KafkaPartitionTransport,
  MemoryEventLog,
  MemoryPositions,
  type PartitionBatch,
  PartitionHandler,
} from '..';
import { message } from '../../test/support/keys';

configureLogging({ level: 'silent' });

const positions = new MemoryPositions();
const taken: string[] = [];
let failures = 0;

function store(batch: PartitionBatch): Promise<BatchOutcome> {
  taken.push(...batch.records.map(({ topic, value }) => `${topic}: ${value?.toString() ?? ''}`));
  positions.store(batch);
  return Promise.resolve({ kind: 'stored', nextOffset: batch.endOffset });
}

@Controller()
class Folding {
  @PartitionHandler('folding', 'said.v1')
  said(batch: PartitionBatch): Promise<BatchOutcome> {
    return store(batch);
  }

  @PartitionHandler('folding', 'done.v1')
  done(batch: PartitionBatch): Promise<BatchOutcome> {
    return store(batch);
  }

  @PartitionHandler('failing', 'said.v1')
  fails(): Promise<BatchOutcome> {
    failures += 1;
    throw new TypeError('a bug in a handler');
  }
}

@Module({ controllers: [Folding] })
class FoldingModule {}

describe('the transport of @PartitionHandler methods', () => {
  const log = new MemoryEventLog({ partitions: 1 });
  const transport = new KafkaPartitionTransport({ log, positions, prefix: 'test.' });
  let app: INestMicroservice;

  beforeAll(async () => {
    const options: MicroserviceOptions & { logger: false } = { strategy: transport, logger: false };
    app = await NestFactory.createMicroservice<MicroserviceOptions>(FoldingModule, options);
    await app.listen();
  });

  afterAll(() => app.close());

  it('makes one consumer for each group, with the installation’s prefix', () => {
    expect(transport.consumerStatus().map(({ group }) => group)).toEqual(['test.folding', 'test.failing']);
  });

  it('gives each topic’s batches to its own handler', async () => {
    const producer = log.producer();
    await producer.send([message('test.said.v1', 'k', 'hello'), message('test.done.v1', 'k', 'bye')]);
    await eventually(() => taken.length === 2);
    expect([...taken].sort()).toEqual(['test.done.v1: bye', 'test.said.v1: hello']);
  });

  it('pauses a partition whose handler throws, and is not ready', async () => {
    await eventually(() => failures > 0);
    await eventually(async () => !(await transport.health()).ok);
    expect(await transport.health()).toEqual({
      ok: false,
      detail: 'test.said.v1/0 paused handler-failed',
    });
  });
});
