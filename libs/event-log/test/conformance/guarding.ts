import { eventually } from '@parley/testing';
import type { LogConsumer } from '../../src';
import { numbered } from '../support/keys';
import { consume, partitionOf, Recorder } from '../support/recorder';
import { aCase, type Case, type LogUnderTest } from './log-under-test';

/** How every log notices that it is not the one that was read before. */
export function guardingBehaviour(subject: () => LogUnderTest): void {
  let started: LogConsumer[] = [];
  const start = (one: Case, recorder: Recorder): LogConsumer => {
    const { log, topic, group, positions } = one;
    const consumer = consume(log, { group, topics: [topic], positions }, recorder);
    started.push(consumer);
    return consumer;
  };
  const send = async ({ log, topic }: Case, count: number, from = 0): Promise<void> => {
    const producer = log.producer();
    await producer.send(numbered(topic, 'contact-0', count, from));
    await producer.close();
  };

  afterEach(async () => {
    await Promise.all(started.map((consumer) => consumer.stop()));
    started = [];
  });

  it('goes on after the record that was read last, when it is still there', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await send(one, 5);
    const first = start(one, recorder);
    await eventually(() => recorder.values.length === 5);
    await first.stop();
    await send(one, 2, 5);
    const again = new Recorder(one.positions);
    start(one, again);
    await eventually(() => again.values.length === 2);
    expect(again.values).toEqual(['contact-0#5', 'contact-0#6']);
    expect(again.batches[0]?.fetchedOffset).toBe(5);
  });

  it('halts where the topic was made anew and is shorter than the position', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await send(one, 5);
    const first = start(one, recorder);
    await eventually(() => recorder.values.length === 5);
    await first.stop();
    await one.recreate();
    await send(one, 2);
    const again = new Recorder(one.positions);
    const consumer = start(one, again);
    await eventually(() => partitionOf(consumer, 0)?.state === 'halted');
    expect(partitionOf(consumer, 0)?.reason).toMatch(/^log-shorter-than-position/);
    expect(again.values).toEqual([]);
  });

  it('halts where the topic was made anew and has become longer than the position', async () => {
    const one = await aCase(subject());
    const recorder = new Recorder(one.positions);
    await send(one, 5);
    const first = start(one, recorder);
    await eventually(() => recorder.values.length === 5);
    await first.stop();
    await one.recreate();
    await send(one, 9, 100);
    const again = new Recorder(one.positions);
    const consumer = start(one, again);
    await eventually(() => partitionOf(consumer, 0)?.state === 'halted');
    expect(partitionOf(consumer, 0)?.reason).toMatch(/^log-replaced/);
    expect(again.values).toEqual([]);
  });

  it('goes on when an operator opens a new epoch for the replaced log', async () => {
    const one = await aCase(subject());
    await send(one, 2);
    one.positions.set(one.group, { topic: one.topic, partition: 0, epoch: 0, nextOffset: 50 });
    const recorder = new Recorder(one.positions);
    const first = start(one, recorder);
    await eventually(() => partitionOf(first, 0)?.state === 'halted');
    await first.stop();
    one.positions.set(one.group, { topic: one.topic, partition: 0, epoch: 1, nextOffset: 0 });
    start(one, recorder);
    await eventually(() => recorder.values.length === 2);
    expect(recorder.batches[0]?.epoch).toBe(1);
  });
}
