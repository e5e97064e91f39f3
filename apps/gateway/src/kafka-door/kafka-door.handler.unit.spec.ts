import type { InboundEvent } from '@parley/contracts';
import { encodeEvent } from '@parley/event-log';
import type { BatchOutcome, Decoded, LogRecord, OutgoingMessage, PartitionBatch } from '@parley/event-log';
import { aConversation, aDirectory } from '@parley/testing';
import type { AppendOutcome } from '../log-of-record/log-appender';
import { InboundReader, KafkaDoor } from './kafka-door.handler';

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const acknowledged: AppendOutcome = { kind: 'acknowledged', places: [] };

function recordOf(message: Pick<OutgoingMessage, 'value' | 'headers'>, offset: number): LogRecord {
  const value = typeof message.value === 'string' ? Buffer.from(message.value) : message.value;
  return {
    topic: 'test.inbound.v1',
    partition: 0,
    offset,
    timestamp: 0,
    key: Buffer.from('k'),
    value,
    headers: message.headers,
  };
}

function batchOf(records: readonly LogRecord[]): PartitionBatch {
  const place = {
    topic: 'test.inbound.v1',
    partition: 0,
    group: 'test.gateway.inbound',
    epoch: 0,
    fetchedOffset: 0,
  };
  return { ...place, endOffset: records.length, highWatermark: records.length, records };
}

/** A door whose log answers as told, and whose processor shows what it would make of the batch. */
function setUp(...answers: AppendOutcome[]) {
  const appended: (readonly OutgoingMessage[])[] = [];
  const reader = new InboundReader();
  const stored: Decoded<InboundEvent>[] = [];
  const append = (messages: readonly OutgoingMessage[]) => {
    appended.push(messages);
    return Promise.resolve(answers.shift() ?? acknowledged);
  };
  const process = (batch: PartitionBatch): Promise<BatchOutcome> => {
    stored.push(...batch.records.map(reader.decode));
    return Promise.resolve({ kind: 'stored', nextOffset: batch.endOffset });
  };
  const door = new KafkaDoor({ append }, { process }, reader, 'test.');
  return { door, appended, stored };
}

const message = (event: InboundEvent) => encodeEvent('test.inbound.v1', 'k', event);
const events = aConversation('conv-1').contactWrites('a').advisorReplies('b').isClosed().events();

describe('the Kafka door', () => {
  it('appends valid events in order, keyed anew, before the position moves', async () => {
    const { door, appended, stored } = setUp();
    const outcome = await door.copy(batchOf(events.map((event, offset) => recordOf(message(event), offset))));
    expect(outcome).toEqual({ kind: 'stored', nextOffset: 3 });
    expect(appended).toHaveLength(1);
    expect(appended[0]?.map(({ topic, key, headers }) => [topic, key, headers['ce_id']])).toEqual(
      events.map(({ id }) => ['test.conversation.events.v1', 'contact-1', id]),
    );
    expect(stored).toHaveLength(3);
  });

  it('puts directory events onto the directory topic', async () => {
    const { door, appended } = setUp();
    const [account] = aDirectory().withAccount('acc-1', 'whatsapp').events();
    if (account !== undefined) await door.copy(batchOf([recordOf(message(account), 0)]));
    expect(appended[0]).toMatchObject([{ topic: 'test.directory.v1', key: 'account:acc-1' }]);
  });

  it('reads structured events, too', async () => {
    const { door, appended } = setUp();
    const headers = { 'content-type': Buffer.from('application/cloudevents+json') };
    await door.copy(batchOf([recordOf({ value: JSON.stringify(events[0]), headers }, 0)]));
    expect(appended[0]).toMatchObject([{ headers: { ce_id: events[0]?.id } }]);
  });

  it('leaves garbage, null values and unknown types to the dead letters and goes on behind them', async () => {
    const { door, appended, stored } = setUp();
    const [first, second] = events.map(message);
    if (first === undefined || second === undefined) throw new Error('two events are needed');
    const unknownType = { ...first, headers: { ...first.headers, ce_type: 'parley.message.vanished.v1' } };
    const bad = [
      { value: Buffer.from([0xff, 0x00]), headers: {} },
      { value: null, headers: {} },
      unknownType,
    ];
    await door.copy(batchOf([first, ...bad, second].map(recordOf)));
    expect(appended[0]).toHaveLength(2);
    expect(stored.map(({ kind }) => kind)).toEqual([
      'event',
      'unreadable',
      'unreadable',
      'unreadable',
      'event',
    ]);
  });

  it('refuses inline attachments: they go through HTTP only', async () => {
    const { door, appended, stored } = setUp();
    const [event] = events;
    const attachments = [{ id: 'a', contentType: 'image/png', contentBase64: 'AAAA' }];
    const inline = {
      ...event,
      data: { ...event?.data, message: { id: 'm', sentAt: '2026-11-21T09:30:00Z', attachments } },
    };
    await door.copy(batchOf([recordOf(message(inline as InboundEvent), 0)]));
    expect(appended).toHaveLength(0);
    expect(stored).toMatchObject([{ kind: 'unreadable', code: 'inline-attachment-refused' }]);
  });

  it('stops before a version that it does not know: a newer build reads on there', async () => {
    const { door, appended } = setUp();
    const [first, second] = events.map(message);
    if (first === undefined || second === undefined) throw new Error('two events are needed');
    const newer = { ...first, headers: { ...first.headers, ce_type: 'parley.message.received.v9' } };
    await door.copy(batchOf([first, newer, second].map(recordOf)));
    expect(appended[0]).toHaveLength(1);
  });

  it('waits while Kafka is away, and moves no position', async () => {
    const { door, stored } = setUp({ kind: 'unavailable' });
    const outcome = await door.copy(batchOf(events.map((event, offset) => recordOf(message(event), offset))));
    expect(outcome).toEqual({ kind: 'pause', reason: 'log-unavailable', retryAfterMs: 1_000 });
    expect(stored).toHaveLength(0);
  });

  it('finds the one record that Kafka will never take, and dead-letters that one alone', async () => {
    const { door, appended, stored } = setUp(
      { kind: 'refused' },
      acknowledged,
      { kind: 'refused' },
      acknowledged,
    );
    await door.copy(batchOf(events.map((event, offset) => recordOf(message(event), offset))));
    expect(appended.map((messages) => messages.length)).toEqual([3, 1, 1, 1]);
    expect(stored).toMatchObject([
      { kind: 'event' },
      { kind: 'unreadable', code: 'event-too-large' },
      { kind: 'event' },
    ]);
  });

  it('takes the trace of the producer for an event that has none, and hands the hop on', async () => {
    const { door, appended } = setUp();
    const [first] = events.map(message);
    if (first === undefined) throw new Error('an event is needed');
    const traced = { ...first, headers: { ...first.headers, traceparent: Buffer.from(TRACE) } };
    await door.copy(batchOf([recordOf(traced, 0)]));
    expect(appended[0]).toMatchObject([{ headers: { ce_traceparent: TRACE, traceparent: TRACE } }]);
  });
});
