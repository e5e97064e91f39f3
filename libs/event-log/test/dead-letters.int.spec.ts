import { configureLogging } from '@parley/platform';
import type { OutgoingMessage } from '../src';
import { aBatch } from './support/batches';
import { MemoryCase } from './support/memory-case';
import { readAll } from './support/read-all';
import { said } from './support/tally-service';

configureLogging({ level: 'silent' });

describe('messages that cannot be taken', () => {
  const { group, topic } = { group: 'tally', topic: 'said' };
  let one: MemoryCase;

  beforeEach(async () => {
    one = await MemoryCase.create();
  });

  afterEach(() => one.close());

  it('go to the dead letters unchanged, with place and reason, and the partition moves on', async () => {
    const service = one.service();
    const garbage = Buffer.from([0xff, 0x00, 0xfe]);
    const messages: OutgoingMessage[] = [
      said(topic, 'ada', 'e1'),
      { topic, key: 'ada', value: garbage, headers: { ce_specversion: '1.0', x: ['one', 'two'] } },
      { topic, key: 'bob', value: null, headers: {} },
      { topic, key: 'bob', value: '{"no":"event"}', headers: {} },
      { ...said(topic, 'cyd', 'e2'), value: '{"half": ' },
      { topic, key: 'ada', value: 'not json', headers: { 'content-type': 'application/cloudevents+json' } },
      { ...said(topic, 'dee', 'e3'), headers: { ...said(topic, 'dee', 'e3').headers, ce_type: 'odd.type' } },
      said(topic, 'ada', 'e4'),
    ];
    const outcome = await service.processor.process(aBatch(group, messages, { from: 0 }), service.work);
    expect(outcome).toEqual({ kind: 'stored', nextOffset: 8 });
    expect(await service.folded()).toEqual({ ada: ['e1', 'e4'] });

    await service.outbox.close();
    const letters = await readAll(one.log, { topic: 'tally.dlq', partition: 0 }, 5);
    const text = (name: string): (string | undefined)[] =>
      letters.map(({ headers }) => headers[name]?.toString());
    expect(text('dead-letter-offset')).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(text('dead-letter-code')).toEqual([
      'not-utf8',
      'null-value',
      'not-a-cloud-event',
      'not-json',
      'not-json',
      'type-unknown',
    ]);
    expect(new Set(text('dead-letter-topic'))).toEqual(new Set([topic]));
    expect(new Set(text('dead-letter-group'))).toEqual(new Set([group]));
    expect(new Set(text('dead-letter-partition'))).toEqual(new Set(['0']));
    expect(text('dead-letter-detail').every((detail) => (detail ?? '').length > 0)).toBe(true);
    expect(letters[0]?.value).toEqual(garbage);
    expect(letters[0]?.headers['x']).toEqual([Buffer.from('one'), Buffer.from('two')]);
    expect(letters[1]?.value).toBeNull();
    expect(letters.map(({ key }) => key?.toString())).toEqual(['ada', 'bob', 'bob', 'cyd', 'ada', 'dee']);
  });

  it('are the events that the service rejects, too', async () => {
    const service = one.service();
    const outcome = await service.processor.process(
      aBatch(group, [said(topic, 'ada', 'e1'), said(topic, 'ada', 'moved')]),
      (_, events) =>
        Promise.resolve({
          outgoing: [],
          rejected: events
            .filter(({ event }) => event.id === 'moved')
            .map((event) => ({ event, code: 'conversation-moved', detail: 'another contact' })),
        }),
    );
    expect(outcome.kind).toBe('stored');
    await service.outbox.close();
    const [letter] = await readAll(one.log, { topic: 'tally.dlq', partition: 0 }, 0);
    expect(letter?.headers['dead-letter-code']?.toString()).toBe('conversation-moved');
    expect(letter?.headers['ce_id']?.toString()).toBe('moved');
  });

  it('are not those of an unknown version: what lies before is stored, and the partition waits', async () => {
    const service = one.service();
    const newer = said(topic, 'ada', 'e2');
    const messages = [
      said(topic, 'ada', 'e1'),
      { ...newer, headers: { ...newer.headers, ce_type: 'parley.test.said.v2' } },
      said(topic, 'ada', 'e3'),
    ];
    const batch = aBatch(group, messages);
    const waiting = { kind: 'pause', reason: 'unknown-version: parley.test.said.v2', retryAfterMs: 10_000 };
    expect(await service.processor.process(batch, service.work)).toEqual(waiting);
    expect(await one.position()).toBe(1);
    expect(
      await service.processor.process(aBatch(group, messages.slice(1), { from: 1 }), service.work),
    ).toEqual(waiting);
    expect(await service.folded()).toEqual({ ada: ['e1'] });
    expect(await one.database.query(`select * from outbox where messages like '%dead-letter%'`)).toEqual([]);
  });

  it('include what makes the decoder itself throw', async () => {
    const service = one.service({
      decode: () => {
        throw new RangeError('a bug in the decoder');
      },
    });
    const batch = aBatch(group, [said(topic, 'ada', 'e1')]);
    expect((await service.processor.process(batch, service.work)).kind).toBe('stored');
    await service.outbox.close();
    const [letter] = await readAll(one.log, { topic: 'tally.dlq', partition: 0 }, 0);
    expect(letter?.headers['dead-letter-code']?.toString()).toBe('decoder-failed');
  });
});
