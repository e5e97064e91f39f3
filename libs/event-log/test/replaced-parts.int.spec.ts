import { configureLogging } from '@parley/platform';
import { eventually, sharedKafkaBrokers } from '@parley/testing';
import { Client } from 'pg';
import { KafkaCase } from './support/kafka-case';
import { openTally } from './support/tally-service';

configureLogging({ level: 'silent' });

describe('parts that are restored or replaced', () => {
  let one: KafkaCase;

  beforeEach(async () => {
    one = await KafkaCase.create(sharedKafkaBrokers());
  });

  afterEach(() => one.close());

  /** Statements on the server, outside the test's database. */
  const onServer = async (...statements: readonly string[]): Promise<void> => {
    const client = new Client({ connectionString: process.env['TEST_DATABASE_URL'] });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };

  it('Postgres restored to an earlier time: reads on from there, with the seen-set of that time', async () => {
    const { name } = one.test;
    const early = one.member();
    await one.say('ada', 'e1', 'e2');
    await one.holds({ ada: ['e1', 'e2'] }, early.service);
    await early.service.outbox.close();
    await early.consumer.stop();
    await one.database.close();
    await onServer(`create database ${name}_backup template ${name}`);

    const database = await openTally(one.test.url);
    const running = one.member(database);
    await one.say('ada', 'e3', 'e4', 'e1');
    await one.holds({ ada: ['e1', 'e2', 'e3', 'e4'] }, running.service);

    await onServer(`drop database ${name} with (force)`, `alter database ${name}_backup rename to ${name}`);
    await one.say('ada', 'e5', 'e3');
    await one.holds({ ada: ['e1', 'e2', 'e3', 'e4', 'e5'] }, running.service);
    await running.consumer.stop();
    await running.service.outbox.close();
    await database.close();
  });

  it('a topic made anew while it is read: the partition stops with an alert, until an operator opens an epoch', async () => {
    const { service, consumer } = one.member();
    await one.say('ada', 'e1', 'e2', 'e3');
    await one.holds({ ada: ['e1', 'e2', 'e3'] }, service);
    await one.topics.recreate(one.topic, 1);
    await eventually(() => one.partition(consumer)?.state === 'halted', { timeoutMs: 60_000 });
    expect(one.partition(consumer)?.reason).toMatch(/^log-/);
    await one.say('bob', 'n1');
    await service.positions.openEpoch(one.group, { topic: one.topic, partition: 0, startOffset: 0 });
    await one.holds({ ada: ['e1', 'e2', 'e3'], bob: ['n1'] }, service);
    expect(one.fatal).toEqual([]);
  });
});
