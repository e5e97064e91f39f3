import { eventually } from '@parley/testing';
import type { LogConsumer } from '../../src';
import { KEY_IN, numbered } from '../support/keys';
import { consume, Gate, partitionOf, Recorder } from '../support/recorder';
import { aCase, type Case, type LogUnderTest } from './log-under-test';

/** What every log does with consumers, positions and outcomes. */
export function consumingBehaviour(subject: () => LogUnderTest): void {
  let started: LogConsumer[] = [];
  const start = (subjectCase: Case, recorder: Recorder, group = subjectCase.group): LogConsumer => {
    const { log, topic, positions } = subjectCase;
    const consumer = consume(log, { group, topics: [topic], positions }, recorder);
    started.push(consumer);
    return consumer;
  };

  afterEach(async () => {
    await Promise.all(started.map((consumer) => consumer.stop()));
    started = [];
  });

  const sendTo = async ({ log, topic }: Case, partition: number, count: number, from = 0): Promise<void> => {
    const producer = log.producer();
    await producer.send(numbered(topic, KEY_IN[partition]!, count, from));
    await producer.close();
  };
  const expected = (partition: number, count: number, from = 0): string[] =>
    Array.from({ length: count }, (_, index) => `${KEY_IN[partition]!}#${from + index}`);

  it('begins a new group at the oldest record, and goes on with new ones', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await sendTo(one, 0, 5);
    const consumer = start(one, recorder);
    await eventually(() => recorder.values.length === 5);
    await sendTo(one, 0, 5, 5);
    await eventually(() => recorder.values.length === 10);
    expect(recorder.values).toEqual(expected(0, 10));
    await eventually(() =>
      consumer.status().partitions.every(({ state, lag }) => state === 'reading' && lag === 0),
    );
    expect(consumer.status().partitions).toHaveLength(4);
    expect(consumer.status().joined).toBe(true);
  });

  it('reads on from the stored position, whatever else is remembered', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await sendTo(one, 1, 10);
    const first = start(one, recorder);
    await eventually(() => recorder.values.length === 10);
    await first.stop();
    one.positions.set(one.group, { topic: one.topic, partition: 1, epoch: 0, nextOffset: 4 });
    const again = new Recorder(one.positions);
    start(one, again);
    await eventually(() => again.values.length === 6);
    expect(again.values).toEqual(expected(1, 6, 4));
  });

  it('hands a batch over with the position it must begin at, its epoch and its end', async () => {
    const one = await aCase(subject());
    one.positions.set(one.group, { topic: one.topic, partition: 0, epoch: 3, nextOffset: 2 });
    const recorder = new Recorder(one.positions);
    await sendTo(one, 0, 5);
    start(one, recorder);
    await eventually(() => recorder.values.length === 3);
    expect(recorder.batches[0]).toMatchObject({
      group: one.group,
      topic: one.topic,
      partition: 0,
      epoch: 3,
      fetchedOffset: 2,
      endOffset: 5,
      highWatermark: 5,
    });
  });

  it('goes back to the stored position when a handler says that its batch lies elsewhere', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await sendTo(one, 0, 3);
    start(one, recorder);
    await eventually(() => recorder.values.length === 3);
    one.positions.set(one.group, { topic: one.topic, partition: 0, epoch: 0, nextOffset: 1 });
    recorder.intercept = (batch) => {
      recorder.intercept = () => undefined;
      return { kind: 'seek', offset: batch.fetchedOffset };
    };
    await sendTo(one, 0, 1, 3);
    await eventually(() => recorder.values.length === 6);
    expect(recorder.values).toEqual([...expected(0, 3), ...expected(0, 3, 1)]);
  });

  it('tries a paused partition again, while the others go on', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    let open = false;
    recorder.intercept = ({ partition }) =>
      partition === 0 && !open ? { kind: 'pause', reason: 'closed', retryAfterMs: 50 } : undefined;
    await sendTo(one, 0, 3);
    await sendTo(one, 1, 3);
    const consumer = start(one, recorder);
    await eventually(() => recorder.values.length === 3);
    await eventually(() => partitionOf(consumer, 0)?.state === 'paused');
    expect(partitionOf(consumer, 0)?.reason).toBe('closed');
    await sendTo(one, 1, 3, 3);
    await eventually(() => recorder.values.length === 6);
    open = true;
    await eventually(() => recorder.values.length === 9);
    expect(recorder.values).toEqual([...expected(1, 6), ...expected(0, 3)]);
    expect(partitionOf(consumer, 0)?.state).toBe('reading');
  });

  it('survives a handler that throws, even what the Kafka client would die of', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    let thrown = 0;
    recorder.intercept = () => {
      thrown += 1;
      if (thrown === 1) throw new TypeError('a bug');
      return undefined;
    };
    await sendTo(one, 2, 3);
    start(one, recorder);
    await eventually(() => recorder.values.length === 3);
    expect(recorder.values).toEqual(expected(2, 3));
  });

  it('stops a partition that a handler halts, and no other', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    recorder.intercept = ({ partition }) =>
      partition === 0 ? { kind: 'halt', code: 'broken', detail: 'in a test' } : undefined;
    await sendTo(one, 0, 3);
    const consumer = start(one, recorder);
    await eventually(() => partitionOf(consumer, 0)?.state === 'halted');
    expect(partitionOf(consumer, 0)?.reason).toBe('broken: in a test');
    await sendTo(one, 3, 3);
    await eventually(() => recorder.values.length === 3);
    expect(recorder.values).toEqual(expected(3, 3));
  });

  it('shares the partitions between two members, and gives those of one that left to the other', async () => {
    const one = await aCase(subject());
    const left = new Recorder(one.positions);
    const right = new Recorder(one.positions);
    const first = start(one, left);
    await eventually(() => first.status().partitions.length === 4);
    const second = start(one, right);
    await eventually(() => first.status().partitions.length === 2 && second.status().partitions.length === 2);
    for (const partition of [0, 1, 2, 3]) await sendTo(one, partition, 5);
    await eventually(() => left.values.length + right.values.length === 20);
    expect(left.values).toHaveLength(10);
    await first.stop();
    await eventually(() => second.status().partitions.length === 4);
    for (const partition of [0, 1, 2, 3]) await sendTo(one, partition, 5, 5);
    await eventually(() => right.values.length === 30);
    expect([...left.values, ...right.values].sort()).toEqual(
      [0, 1, 2, 3].flatMap((partition) => expected(partition, 10)).sort(),
    );
  });

  it('finishes the running batch before it stops', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    const begun = new Gate();
    const finish = new Gate();
    recorder.intercept = async () => {
      begun.open();
      await finish.opened;
      return undefined;
    };
    await sendTo(one, 0, 3);
    const consumer = start(one, recorder);
    await begun.opened;
    const stopped = consumer.stop();
    finish.open();
    await stopped;
    expect(recorder.values).toEqual(expected(0, 3));
    expect(one.positions.of(one.group, { topic: one.topic, partition: 0 })?.nextOffset).toBe(3);
  });
}
