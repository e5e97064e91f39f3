import { LogUnavailableError, MessageRefusedError } from '@parley/event-log';
import type { LogProducer } from '@parley/event-log';
import { LogAppender } from '../log-of-record/log-appender';
import { EventsHarness, anEvent } from '../../test/events-harness';

function failingProducer(error: Error): LogProducer {
  return { send: () => Promise.reject(error), close: () => Promise.resolve() };
}

describe('POST /v1/events while Kafka is away', () => {
  it('answers 503 with Retry-After when Kafka does not acknowledge', async () => {
    const door = await EventsHarness.start(failingProducer(new LogUnavailableError('away')));
    const { status, headers, body } = await door.structured(anEvent('m-1'));
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'log-unavailable' } });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await door.close();
  });

  it('does not wait for ever for an acknowledgement that never comes', async () => {
    const silent: LogProducer = { send: () => new Promise(() => undefined), close: () => Promise.resolve() };
    expect(await new LogAppender(silent).append([], 5)).toEqual({ kind: 'unavailable' });
  });

  it('answers 413 when Kafka will never take the record', async () => {
    const door = await EventsHarness.start(failingProducer(new MessageRefusedError('too large')));
    expect(await door.structured(anEvent('m-1'))).toMatchObject({
      status: 413,
      body: { code: 'event-too-large' },
    });
    await door.close();
  });
});
