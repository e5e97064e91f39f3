import { configureLogging } from '@parley/platform';
import type { DecodedEvent } from '../src';
import { aBatch } from './support/batches';
import { MemoryCase } from './support/memory-case';
import { readAll } from './support/read-all';
import { type Said, said, type TallyService } from './support/tally-service';

configureLogging({ level: 'silent' });

describe('a fold that throws', () => {
  const { group, topic } = { group: 'tally', topic: 'said' };
  let one: MemoryCase;

  beforeEach(async () => {
    one = await MemoryCase.create();
  });

  afterEach(() => one.close());

  /** Throws as a bug would, once it sees an event whose text says so. */
  const breakOn = (service: TallyService, text: string, error: () => Error): void => {
    service.interrupt = (_, events: readonly DecodedEvent<Said>[]) => {
      if (events.some(({ event }) => event.data.text === text)) throw error();
    };
  };
  /** Appends to the log in memory, and hands the same messages over as a batch. */
  const deliver = async (service: TallyService, messages: ReturnType<typeof said>[]): Promise<unknown> => {
    const [first] = await one.log.producer().send(messages);
    return service.processor.process(aBatch(group, messages, { from: first!.offset }), service.work);
  };

  it('parks the contact that makes it throw, and folds all others', async () => {
    const service = one.service();
    breakOn(service, 'poison', () => new TypeError('cannot read properties of undefined'));
    const contacts = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const messages = contacts.map((contact, index) =>
      said(topic, contact, `e${index}`, contact === 'c17' || contact === 'c30' ? 'poison' : 'fine'),
    );
    expect(await deliver(service, messages)).toEqual({ kind: 'stored', nextOffset: 40 });
    const folded = await service.folded();
    expect(Object.keys(folded)).toHaveLength(38);
    expect(folded['c17']).toBeUndefined();
    expect(await service.processor.parked()).toEqual([
      expect.objectContaining({ key: 'c17', fromOffset: 17, throughOffset: 17, code: 'TypeError' }),
      expect.objectContaining({ key: 'c30', fromOffset: 30, throughOffset: 30 }),
    ]);
    const [seen] = await one.database.query<{ n: string }>(`select count(*) as n from seen`);
    expect(seen?.n).toBe('38');
  });

  it('keeps a parked contact waiting in order, while others go on', async () => {
    const service = one.service();
    breakOn(service, 'poison', () => new Error('a bug'));
    await deliver(service, [said(topic, 'ada', 'a1', 'poison'), said(topic, 'bob', 'b1')]);
    await deliver(service, [said(topic, 'ada', 'a2'), said(topic, 'bob', 'b2'), said(topic, 'ada', 'a3')]);
    expect(await service.folded()).toEqual({ bob: ['b1', 'b2'] });
    expect(await service.processor.parked()).toEqual([
      expect.objectContaining({ key: 'ada', fromOffset: 0, throughOffset: 4 }),
    ]);
  });

  it('folds the contact again from the log after the fix, once each, in order (T12)', async () => {
    const broken = one.service();
    breakOn(broken, 'poison', () => new Error('a bug'));
    await deliver(broken, [said(topic, 'ada', 'a0'), said(topic, 'bob', 'b1')]);
    await deliver(broken, [
      said(topic, 'ada', 'a1', 'poison'),
      said(topic, 'ada', 'a0'),
      said(topic, 'ada', 'a2'),
      said(topic, 'ada', 'a2'),
    ]);
    await deliver(broken, [said(topic, 'ada', 'a3'), said(topic, 'bob', 'b2')]);
    const [parked] = await broken.processor.parked();

    expect(await broken.processor.refold(one.log.reader, parked!, broken.work)).toEqual({
      kind: 'still-parked',
      code: 'Error',
      detail: 'a bug',
    });
    const fixed = one.service();
    expect(await fixed.processor.refold(one.log.reader, parked!, fixed.work)).toEqual({
      kind: 'refolded',
      events: 3,
    });
    expect(await fixed.folded()).toEqual({ ada: ['a0', 'a1', 'a2', 'a3'], bob: ['b1', 'b2'] });
    expect(await fixed.processor.parked()).toEqual([]);
    expect(await fixed.processor.refold(one.log.reader, parked!, fixed.work)).toEqual({ kind: 'not-parked' });

    await deliver(fixed, [said(topic, 'ada', 'a3'), said(topic, 'ada', 'a4')]);
    expect((await fixed.folded())['ada']).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
    await fixed.outbox.close();
    const repeated = await readAll(one.log, { topic: 'repeated', partition: 0 }, 100);
    expect(repeated.map(({ headers }) => headers['ce_id']?.toString()).sort()).toEqual(
      ['a0', 'b1', 'b2', 'a1', 'a2', 'a3', 'a4'].sort(),
    );
  });

  it('lets nobody go on with remembered state after a refold', async () => {
    const service = one.service();
    breakOn(service, 'poison', () => new Error('a bug'));
    await deliver(service, [said(topic, 'ada', 'a1', 'poison'), said(topic, 'bob', 'b1')]);
    await deliver(service, [said(topic, 'bob', 'b2')]);
    const [parked] = await service.processor.parked();
    const other = one.service();
    await other.processor.refold(one.log.reader, parked!, other.work);
    await deliver(service, [said(topic, 'bob', 'b3')]);
    expect(service.contexts.slice(-2).map(({ unbroken }) => unbroken)).toEqual([true, false]);
  });

  it('stays parked in a new epoch, with what the new log has of the contact', async () => {
    const service = one.service();
    breakOn(service, 'poison', () => new Error('a bug'));
    await deliver(service, [said(topic, 'bob', 'b1'), said(topic, 'ada', 'a1', 'poison')]);
    await service.positions.openEpoch(group, { ...one.place, startOffset: 2 });
    const messages = [said(topic, 'ada', 'n1'), said(topic, 'bob', 'b2')];
    const [first] = await one.log.producer().send(messages);
    const batch = aBatch(group, messages, { from: first!.offset, epoch: 1 });
    expect(await service.processor.process(batch, service.work)).toMatchObject({ kind: 'stored' });
    const [parked] = await service.processor.parked();
    expect(parked).toMatchObject({ key: 'ada', epoch: 1, fromOffset: 2, throughOffset: 2 });
    const fixed = one.service();
    expect(await fixed.processor.refold(one.log.reader, parked!, fixed.work)).toEqual({
      kind: 'refolded',
      events: 1,
    });
    expect(await fixed.folded()).toEqual({ bob: ['b1', 'b2'], ada: ['n1'] });
  });

  it('parks for data that the database refuses, but never because the database is away or behind', async () => {
    const service = one.service();
    service.interrupt = async (tx, events) => {
      if (events.some(({ event }) => event.data.contact === 'ada')) await tx.query(`select 1 / 0`);
      if (events.some(({ event }) => event.data.contact === 'bob'))
        await tx.query(`select * from not_migrated_yet`);
    };
    await deliver(service, [said(topic, 'ada', 'a1')]);
    expect(await service.processor.parked()).toEqual([
      expect.objectContaining({ key: 'ada', code: '22012' }),
    ]);
    expect(await deliver(service, [said(topic, 'bob', 'b1')])).toEqual({
      kind: 'pause',
      reason: 'schema-mismatch',
      retryAfterMs: 1_000,
    });
    expect(await service.processor.parked()).toHaveLength(1);
  });

  it('parks a contact whose outgoing message no topic would take', async () => {
    const service = one.service();
    const [first] = await one.log.producer().send([said(topic, 'ada', 'a1')]);
    const outcome = await service.processor.process(
      aBatch(group, [said(topic, 'ada', 'a1')], { from: first!.offset }),
      () => Promise.resolve({ outgoing: [said('repeated', 'ada', 'a1', 'x'.repeat(3_000_000))] }),
    );
    expect(outcome.kind).toBe('stored');
    expect(await service.processor.parked()).toEqual([
      expect.objectContaining({ key: 'ada', code: 'message-refused' }),
    ]);
  });
});
