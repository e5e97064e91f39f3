import { configureLogging } from '@parley/platform';
import { eventually } from '@parley/testing';
import { LogUnavailableError, type LogProducer, OutboxPublisher, OutboxRelay } from '../src';
import { aBatch } from './support/batches';
import { MemoryCase } from './support/memory-case';
import { readAll } from './support/read-all';
import { Gate } from './support/recorder';
import { said, TallyService } from './support/tally-service';

configureLogging({ level: 'silent' });

describe('the outbox', () => {
  const { group, topic } = { group: 'tally', topic: 'said' };
  let one: MemoryCase;
  const services: TallyService[] = [];

  beforeEach(async () => {
    one = await MemoryCase.create();
  });

  afterEach(async () => {
    await Promise.all(services.splice(0).map(({ outbox }) => outbox.close()));
    await one.close();
  });

  const published = async (): Promise<(string | undefined)[]> =>
    (await readAll(one.log, { topic: 'repeated', partition: 0 }, 1_000)).map(({ headers }) =>
      headers['ce_id']?.toString(),
    );
  const rows = (): Promise<unknown[]> => one.database.query(`select id from outbox`);
  /** Relays until so many rows are out: transactions that other tests have open on the same server hold a relay back. */
  const relayedBy = async (relay: OutboxRelay, count: number): Promise<void> => {
    let relayed = 0;
    await eventually(async () => {
      relayed += await relay.relayOnce();
      return relayed >= count;
    });
    expect(relayed).toBe(count);
  };
  /** A log that refuses until it is opened. */
  const closedProducer = (): LogProducer & { open: boolean } => {
    const inner = one.log.producer();
    return {
      open: false,
      send(messages) {
        return this.open ? inner.send(messages) : Promise.reject(new LogUnavailableError('away'));
      },
      close: () => inner.close(),
    };
  };
  const serviceOn = (producer: LogProducer): TallyService => {
    const service = new TallyService(one.database, producer, {
      group,
      output: 'repeated',
      deadLetters: 'dlq',
    });
    services.push(service);
    return service;
  };

  it('goes on storing while the log is away, and publishes in order when it is back', async () => {
    const producer = closedProducer();
    const service = serviceOn(producer);
    for (const [from, id] of ['e0', 'e1', 'e2'].entries())
      await service.processor.process(aBatch(group, [said(topic, 'ada', id)], { from }), service.work);
    expect(await one.position()).toBe(3);
    expect(await published()).toEqual([]);
    producer.open = true;
    await eventually(async () => (await published()).length === 3);
    expect(await published()).toEqual(['e0', 'e1', 'e2']);
    await service.outbox.close();
    expect(await rows()).toEqual([]);
  });

  it('stops storing when too many rows wait', async () => {
    const service = serviceOn(closedProducer());
    const outcomes = new Set<string>();
    let from = 0;
    for (; from < 64; from += 1) {
      const batch = aBatch(group, [said(topic, 'ada', `e${from}`)], { from });
      outcomes.add((await service.processor.process(batch, service.work)).kind);
    }
    expect([...outcomes]).toEqual(['stored']);
    const one_more = aBatch(group, [said(topic, 'ada', 'more')], { from });
    expect(await service.processor.process(one_more, service.work)).toMatchObject({
      kind: 'pause',
      reason: 'outbox-full',
    });
    expect(await one.position()).toBe(64);
  });

  it('is drained by the next owner of a partition before anything new of it', async () => {
    const dead = serviceOn(closedProducer());
    await dead.processor.process(aBatch(group, [said(topic, 'ada', 'e0')]), dead.work);
    const next = one.service();
    await next.positions.assigned(group, [{ ...one.place, startOffset: 0 }]);
    await next.processor.process(aBatch(group, [said(topic, 'ada', 'e1')], { from: 1 }), next.work);
    await eventually(async () => (await published()).length === 2);
    expect(await published()).toEqual(['e0', 'e1']);
    await eventually(async () => (await rows()).length === 0);
  });

  it('is drained by whoever finds that another member stored its batch', async () => {
    const dead = serviceOn(closedProducer());
    const batch = aBatch(group, [said(topic, 'ada', 'e0')]);
    await dead.processor.process(batch, dead.work);
    const other = one.service();
    await other.processor.process(batch, other.work);
    await eventually(async () => (await published()).length === 1);
  });

  it('is relayed when its owner is gone, in the order of the transactions', async () => {
    const dead = serviceOn(closedProducer());
    for (const [from, id] of ['e0', 'e1'].entries())
      await dead.processor.process(aBatch(group, [said(topic, 'ada', id)], { from }), dead.work);
    const relay = new OutboxRelay({
      database: one.database,
      producer: one.log.producer(),
      everyMs: 10,
      abandonedAfterMs: 0,
    });
    relay.start();
    await eventually(async () => (await rows()).length === 0);
    await relay.stop();
    expect(await published()).toEqual(['e0', 'e1']);
  });

  it('is never relayed past a transaction that is still open', async () => {
    const producer = one.log.producer();
    const relay = new OutboxRelay({ database: one.database, producer, abandonedAfterMs: 0 });
    const outbox = new OutboxPublisher({ database: one.database, producer });
    const [inside, go] = [new Gate(), new Gate()];
    const early = one.database.transaction(async (tx) => {
      await outbox.store(tx, 'lane', [said('repeated', 'ada', 'early')]);
      inside.open();
      await go.opened;
    });
    await inside.opened;
    await one.database.transaction((tx) => outbox.store(tx, 'lane', [said('repeated', 'ada', 'late')]));
    expect(await relay.relayOnce()).toBe(0);
    go.open();
    await early;
    await relayedBy(relay, 2);
    expect(await published()).toEqual(['early', 'late']);
  });

  it('is relayed by one relay at a time', async () => {
    const dead = serviceOn(closedProducer());
    await dead.processor.process(aBatch(group, [said(topic, 'ada', 'e0')]), dead.work);
    const [inside, go] = [new Gate(), new Gate()];
    const inner = one.log.producer();
    const slow: LogProducer = {
      send: async (messages) => {
        inside.open();
        await go.opened;
        return inner.send(messages);
      },
      close: () => inner.close(),
    };
    const working = new OutboxRelay({ database: one.database, producer: slow, abandonedAfterMs: 0 });
    const first = relayedBy(working, 1);
    await inside.opened;
    const second = new OutboxRelay({ database: one.database, producer: inner, abandonedAfterMs: 0 });
    expect(await second.relayOnce()).toBe(0);
    go.open();
    await first;
    expect(await published()).toEqual(['e0']);
  });
});
