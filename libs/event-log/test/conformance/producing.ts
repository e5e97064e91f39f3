import { MessageRefusedError, ProducerClosedError } from '../../src';
import { message, numbered } from '../support/keys';
import { readAll } from '../support/read-all';
import { aCase, type LogUnderTest } from './log-under-test';

/** What every log does with what is sent. */
export function producingBehaviour(subject: () => LogUnderTest): void {
  it('keeps the order of a key, and says where each message is', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const sent = [...numbered(topic, 'contact-0', 50), ...numbered(topic, 'contact-2', 50)];
    const places = await producer.send(sent);
    await producer.close();

    expect(places.map(({ partition, offset }) => `${partition}/${offset}`)).toEqual([
      ...Array.from({ length: 50 }, (_, index) => `0/${index}`),
      ...Array.from({ length: 50 }, (_, index) => `1/${index}`),
    ]);
    const first = await readAll(log, { topic, partition: 0 }, 49);
    expect(first.map(({ value }) => value?.toString())).toEqual(sent.slice(0, 50).map(({ value }) => value));
  });

  it('keeps the order of calls made one after the other without waiting', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const calls = numbered(topic, 'contact-1', 200).map((each) => producer.send([each]));
    const places = (await Promise.all(calls)).flat();
    await producer.close();
    expect(places.map(({ offset }) => offset)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });

  it('puts keys where the Java client puts them (murmur2)', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const keys = ['21', 'foobar', 'a-little-bit-long-string', 'abc', 'contact-5'];
    const places = await producer.send(keys.map((key) => message(topic, key, key)));
    await producer.close();
    expect(places.map(({ partition }) => partition)).toEqual([0, 2, 0, 3, 3]);
  });

  it('gives back bytes, null values and repeated headers as they were sent', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const bytes = Buffer.from([0, 255, 1, 254]);
    await producer.send([
      { topic, key: 'contact-0', value: bytes, headers: { one: 'a', twice: ['b', Buffer.from([200])] } },
      { topic, key: 'contact-0', value: null, headers: {} },
    ]);
    await producer.close();
    const [first, second] = await readAll(log, { topic, partition: 0 }, 1);
    expect(first?.value).toEqual(bytes);
    expect(first?.key).toEqual(Buffer.from('contact-0'));
    expect(first?.headers).toEqual({ one: Buffer.from('a'), twice: [Buffer.from('b'), Buffer.from([200])] });
    expect(second?.value).toBeNull();
  });

  it('sends more than one chunk holds in one call', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const large = 'x'.repeat(300_000);
    const places = await producer.send(
      Array.from({ length: 8 }, (_, index) => message(topic, 'contact-0', `${index}${large}`)),
    );
    await producer.close();
    expect(places.map(({ offset }) => offset)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    const records = await readAll(log, { topic, partition: 0 }, 7);
    expect(records.map(({ value }) => value?.toString('utf8', 0, 1)).join('')).toBe('01234567');
  });

  it('refuses a message that no topic takes, and goes on with others', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const tooLarge = producer.send([message(topic, 'contact-0', 'x'.repeat(4_000_000))]);
    await expect(tooLarge).rejects.toBeInstanceOf(MessageRefusedError);
    await expect(producer.send([message(topic, 'contact-0', 'small')])).resolves.toHaveLength(1);
    await producer.close();
  });

  it('refuses to send once it is closed', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const last = producer.send([message(topic, 'contact-0', 'last')]);
    await producer.close();
    await expect(last).resolves.toHaveLength(1);
    const late = producer.send([message(topic, 'contact-0', 'late')]);
    await expect(late).rejects.toBeInstanceOf(ProducerClosedError);
  });

  it('says what each partition of a topic holds', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    const [at] = await producer.send([{ topic, key: 'a', value: '1', headers: {} }]);
    await producer.send([{ topic, key: 'a', value: '2', headers: {} }]);
    const ranges = await log.reader.ranges(topic);
    expect(ranges.size).toBe(4);
    for (const [partition, range] of ranges)
      expect(range).toMatchObject({ low: 0, high: partition === at?.partition ? 2 : 0 });
    await producer.close();
  });

  it('reads a stretch again, both ends included', async () => {
    const { log, topic } = await aCase(subject());
    const producer = log.producer();
    await producer.send(numbered(topic, 'contact-0', 20));
    await producer.close();
    const offsets: number[] = [];
    await log.reader.read({ topic, partition: 0, fromOffset: 5, throughOffset: 9 }, ({ offset }) =>
      offsets.push(offset),
    );
    expect(offsets).toEqual([5, 6, 7, 8, 9]);
  });
}
