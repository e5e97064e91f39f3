import { configureLogging } from '@parley/platform';
import { aBatch } from './support/batches';
import { someoneWaits, statementsDuring } from './support/postgres-eyes';
import { readAll } from './support/read-all';
import { Gate } from './support/recorder';
import { MemoryCase } from './support/memory-case';
import { said } from './support/tally-service';

configureLogging({ level: 'silent' });

/** Postgres is real; the log is in memory, so that batches come exactly as each test says. */
describe('storing batches exactly once', () => {
  let one: MemoryCase;
  const { group, topic } = { group: 'tally', topic: 'said' };

  beforeEach(async () => {
    one = await MemoryCase.create();
  });

  afterEach(() => one.close());

  it('moves state, seen-set, outgoing messages and position together', async () => {
    const service = one.service();
    const batch = aBatch(group, [said(topic, 'ada', 'e1'), said(topic, 'ada', 'e2')]);
    expect(await service.processor.process(batch, service.work)).toEqual({ kind: 'stored', nextOffset: 2 });
    expect(await service.folded()).toEqual({ ada: ['e1', 'e2'] });
    expect(await one.position()).toBe(2);
    await service.outbox.close();
    const published = await readAll(one.log, { topic: 'repeated', partition: 0 }, 1);
    expect(published.map(({ headers }) => headers['ce_id']?.toString())).toEqual(['e1', 'e2']);
    expect(await one.database.query(`select * from outbox`)).toEqual([]);
  });

  it('writes nothing when the same batch comes again, after a crash before Kafka was told', async () => {
    const first = one.service();
    const batch = aBatch(group, [said(topic, 'ada', 'e1'), said(topic, 'bob', 'e2')]);
    await first.processor.process(batch, first.work);
    const second = one.service();
    expect(await second.processor.process(batch, second.work)).toEqual({ kind: 'stored', nextOffset: 2 });
    expect(second.contexts).toEqual([]);
    expect(await second.folded()).toEqual({ ada: ['e1'], bob: ['e2'] });
  });

  it('folds the rest alone of a batch whose beginning is stored', async () => {
    const first = one.service();
    const messages = ['e1', 'e2', 'e3', 'e4'].map((id) => said(topic, 'ada', id));
    await first.processor.process(aBatch(group, messages.slice(0, 2)), first.work);
    const second = one.service();
    const outcome = await second.processor.process(aBatch(group, messages), second.work);
    expect(outcome).toEqual({ kind: 'stored', nextOffset: 4 });
    expect(await second.folded()).toEqual({ ada: ['e1', 'e2', 'e3', 'e4'] });
  });

  it('writes nothing of a batch that begins above the position, and says where to read', async () => {
    const service = one.service();
    const late = aBatch(group, [said(topic, 'ada', 'e9')], { from: 9 });
    expect(await service.processor.process(late, service.work)).toEqual({ kind: 'seek', offset: 0 });
    expect(await service.folded()).toEqual({});
    expect(await one.database.query(`select * from seen`)).toEqual([]);
  });

  it('writes nothing of a batch of another epoch', async () => {
    const service = one.service();
    await service.positions.openEpoch(group, { ...one.place, startOffset: 0 });
    const old = aBatch(group, [said(topic, 'ada', 'e1')], { epoch: 0 });
    expect(await service.processor.process(old, service.work)).toEqual({ kind: 'seek', offset: 0 });
    const current = aBatch(group, [said(topic, 'ada', 'e1')], { epoch: 1 });
    expect(await service.processor.process(current, service.work)).toEqual({ kind: 'stored', nextOffset: 1 });
    expect(await service.folded()).toEqual({ ada: ['e1'] });
  });

  it('serialises two members that both believe to own a partition: the later one writes nothing', async () => {
    const [first, second] = [one.service(), one.service()];
    const inside = new Gate();
    const go = new Gate();
    first.interrupt = async () => {
      inside.open();
      await go.opened;
    };
    const batch = aBatch(group, [said(topic, 'ada', 'e1'), said(topic, 'bob', 'e2')]);
    const early = first.processor.process(batch, first.work);
    await inside.opened;
    const late = second.processor.process(batch, second.work);
    await someoneWaits(one.database);
    go.open();
    expect(await early).toEqual({ kind: 'stored', nextOffset: 2 });
    expect(await late).toEqual({ kind: 'stored', nextOffset: 2 });
    expect(second.contexts).toEqual([]);
    expect(await first.folded()).toEqual({ ada: ['e1'], bob: ['e2'] });
  });

  it('drops a second event of the same source and id, in a batch and however late (T12)', async () => {
    const service = one.service();
    const once = [said(topic, 'ada', 'e1'), said(topic, 'ada', 'e1'), said(topic, 'ada', 'e2')];
    await service.processor.process(aBatch(group, once), service.work);
    const again = [
      said(topic, 'ada', 'e2', 'other text'),
      said(topic, 'ada', 'e3'),
      said(topic, 'ada', 'e1'),
    ];
    await service.processor.process(aBatch(group, again, { from: 3 }), service.work);
    expect(await service.folded()).toEqual({ ada: ['e1', 'e2', 'e3'] });
    expect(await one.position()).toBe(6);
  });

  it('drops a duplicate that two partitions store at the same moment (T12)', async () => {
    const [first, second] = [one.service(), one.service()];
    await second.positions.assigned(group, [{ topic, partition: 1, startOffset: 0 }]);
    const ids = Array.from({ length: 200 }, (_, index) => `e${index}`);
    const here = aBatch(
      group,
      ids.map((id) => said(topic, 'ada', id)),
    );
    const reversed = ids.toReversed().map((id) => said(topic, 'bob', id));
    const there = aBatch(group, reversed, { partition: 1 });
    const outcomes = await Promise.all([
      first.processor.process(here, first.work),
      second.processor.process(there, second.work),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stored', 'stored']);
    const { ada = [], bob = [] } = await first.folded();
    expect([...ada, ...bob].sort()).toEqual([...ids].sort());
  });

  it('rolls everything back when the transaction fails, and stores it the next time', async () => {
    const service = one.service();
    service.interrupt = async (tx) => {
      service.interrupt = () => undefined;
      await tx.query(`select pg_terminate_backend(pg_backend_pid())`);
    };
    const batch = aBatch(group, [said(topic, 'ada', 'e1')]);
    const outcome = await service.processor.process(batch, service.work);
    expect(outcome).toEqual({ kind: 'pause', reason: 'database-unavailable', retryAfterMs: 1_000 });
    expect(await service.folded()).toEqual({});
    expect(await service.processor.process(batch, service.work)).toEqual({ kind: 'stored', nextOffset: 1 });
    expect(await service.folded()).toEqual({ ada: ['e1'] });
  });

  it('says whether anyone else wrote for the partition since the last batch', async () => {
    const [first, second] = [one.service(), one.service()];
    const messages = ['e0', 'e1', 'e2', 'e3'].map((id, from) =>
      aBatch(group, [said(topic, 'ada', id)], { from }),
    );
    await first.processor.process(messages[0]!, first.work);
    await first.processor.process(messages[1]!, first.work);
    await second.processor.process(messages[2]!, second.work);
    await first.processor.process(messages[3]!, first.work);
    expect(first.contexts.map(({ unbroken }) => unbroken)).toEqual([false, true, false]);
  });

  it('needs five round trips for a batch, however many events it holds', async () => {
    const service = one.service();
    const messages = Array.from({ length: 2_000 }, (_, index) => said(topic, `c${index % 100}`, `e${index}`));
    const statements = await statementsDuring(() =>
      service.processor.process(aBatch(group, messages), service.work),
    );
    expect(statements).toEqual([
      'START TRANSACTION',
      expect.stringMatching(/^with\s+held/),
      expect.stringMatching(/^insert into folded/),
      expect.stringMatching(/^with advanced/),
      'COMMIT',
    ]);
  });
});
