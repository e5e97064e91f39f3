import { LogUnavailableError, MessageRefusedError, type AppendedAt, type OutgoingMessage } from '..';
import { message } from '../../test/support/keys';
import { Gate } from '../../test/support/recorder';
import { SendQueue } from './send-queue';

describe('the queue before the log', () => {
  const chunks: string[][] = [];
  let gate: Gate | undefined;
  let fail: Error | undefined;

  const append = async (messages: readonly OutgoingMessage[]): Promise<readonly AppendedAt[]> => {
    chunks.push(messages.map(({ value }) => String(value).slice(0, 4)));
    await gate?.opened;
    if (fail !== undefined) throw fail;
    return messages.map(({ topic }, offset) => ({ topic, partition: 0, offset }));
  };
  const send = (queue: SendQueue, ...values: readonly string[]): Promise<readonly AppendedAt[]> =>
    queue.send(values.map((value) => message('t', 'k', value)));

  beforeEach(() => {
    chunks.length = 0;
    gate = undefined;
    fail = undefined;
  });

  it('sends together what was asked for in one turn', async () => {
    const queue = new SendQueue(append);
    await Promise.all([send(queue, 'a'), send(queue, 'b', 'c')]);
    expect(chunks).toEqual([['a', 'b', 'c']]);
  });

  it('has one send in flight, and sends together what came meanwhile', async () => {
    const queue = new SendQueue(append);
    gate = new Gate();
    const first = send(queue, 'a');
    await Promise.resolve();
    const behind = [send(queue, 'b'), send(queue, 'c')];
    await Promise.resolve();
    expect(chunks).toEqual([['a']]);
    gate.open();
    await Promise.all([first, ...behind]);
    expect(chunks).toEqual([['a'], ['b', 'c']]);
  });

  it('cuts chunks below the size of a send, and gives every caller its own places', async () => {
    const queue = new SendQueue(append);
    const large = (name: string): string => name + 'x'.repeat(400_000);
    const [first, second] = await Promise.all([
      send(queue, large('a1--'), large('a2--'), large('a3--')),
      send(queue, 'b'),
    ]);
    expect(chunks).toEqual([
      ['a1--', 'a2--'],
      ['a3--', 'b'],
    ]);
    expect(first.map(({ offset }) => offset)).toEqual([0, 1, 0]);
    expect(second.map(({ offset }) => offset)).toEqual([1]);
  });

  it('fails everything behind a failed send, so that nothing overtakes it', async () => {
    const queue = new SendQueue(append);
    gate = new Gate();
    const first = send(queue, 'a');
    await Promise.resolve();
    const behind = send(queue, 'b');
    fail = new LogUnavailableError('away');
    gate.open();
    const results = await Promise.allSettled([first, behind]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(chunks).toEqual([['a']]);
    fail = undefined;
    await expect(send(queue, 'a')).resolves.toHaveLength(1);
  });

  it('tells a lone caller that its message is refused, and companions to try again', async () => {
    const queue = new SendQueue(append);
    fail = new MessageRefusedError('no');
    await expect(send(queue, 'a')).rejects.toBeInstanceOf(MessageRefusedError);
    const both = await Promise.allSettled([send(queue, 'a'), send(queue, 'b')]);
    expect(both.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      expect.any(LogUnavailableError),
      expect.any(LogUnavailableError),
    ]);
  });

  it('refuses at once when too much waits', async () => {
    const queue = new SendQueue(append);
    gate = new Gate();
    const megabyte = 'x'.repeat(1_000_000);
    const waiting = Array.from({ length: 64 }, () => send(queue, megabyte));
    await expect(Promise.all(Array.from({ length: 10 }, () => send(queue, megabyte)))).rejects.toBeInstanceOf(
      LogUnavailableError,
    );
    gate.open();
    await Promise.all(waiting);
  });
});
