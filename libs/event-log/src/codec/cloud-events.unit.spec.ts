import type { CloudEvent } from '@parley/contracts';
import { cloudEvents, decodeEvent, encodeEvent, type LogRecord, type OutgoingMessage } from '..';
import { recordOf } from '../../test/support/batches';

const event: CloudEvent = {
  specversion: '1.0',
  id: 'm-1001',
  source: '/platforms/acme',
  type: 'parley.message.received.v1',
  time: '2026-11-21T09:30:00Z',
  subject: 'conv-42',
  partitionkey: 'contact-7',
  datacontenttype: 'application/json',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  data: { text: 'My parcel 📦 never came' },
};
const read = (message: OutgoingMessage): LogRecord => recordOf(message, 0, 0);
const structured = (value: unknown): LogRecord =>
  read({
    topic: 't',
    key: 'k',
    value: JSON.stringify(value),
    headers: { 'content-type': Buffer.from('application/cloudevents+json; charset=UTF-8') },
  });

describe('CloudEvents on Kafka', () => {
  it('come back from binary mode as they were', () => {
    expect(decodeEvent(read(encodeEvent('t', 'contact-7', event)))).toEqual({ ok: true, event });
  });

  it('come back from headers that are bytes, as Kafka gives them', () => {
    const { headers, ...message } = encodeEvent('t', 'contact-7', event);
    const bytes = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, Buffer.from(String(value))]),
    );
    expect(decodeEvent(read({ ...message, headers: bytes }))).toEqual({ ok: true, event });
  });

  it('come back from structured mode', () => {
    expect(decodeEvent(structured(event))).toEqual({ ok: true, event });
  });

  it('keep the trace of the fact in ce_traceparent, and the hop in traceparent', () => {
    const hop = '00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01';
    expect(encodeEvent('t', 'k', event, { traceparent: hop }).headers).toMatchObject({
      ce_traceparent: event.traceparent,
      traceparent: hop,
    });
    expect(encodeEvent('t', 'k', event).headers['traceparent']).toBe(event.traceparent);
  });

  it.each([
    ['no value', read({ topic: 't', key: 'k', value: null, headers: {} }), 'null-value'],
    [
      'no sign of a CloudEvent',
      read({ topic: 't', key: 'k', value: '{}', headers: {} }),
      'not-a-cloud-event',
    ],
    ['half a JSON text', read({ ...encodeEvent('t', 'k', event), value: '{"a"' }), 'not-json'],
    ['no UTF-8', read({ ...encodeEvent('t', 'k', event), value: Buffer.from([0xc3, 0x28]) }), 'not-utf8'],
    [
      'a repeated attribute',
      read({ topic: 't', key: 'k', value: '{}', headers: { ce_specversion: '1.0', ce_id: ['a', 'b'] } }),
      'header-repeated',
    ],
    ['a structured list', structured([event]), 'envelope-invalid'],
    ['an id that is a number', structured({ ...event, id: 7 }), 'envelope-invalid'],
    ['another specversion', structured({ ...event, specversion: '0.3' }), 'envelope-invalid'],
  ])('say what is wrong with %s', (_, record, code) => {
    expect(decodeEvent(record)).toMatchObject({ ok: false, code });
  });

  it('name the missing attributes, and never a value', () => {
    const result = decodeEvent(structured({ specversion: '1.0', type: 't', data: 'secret' }));
    expect(result).toEqual({
      ok: false,
      code: 'envelope-invalid',
      detail: 'Missing or not a text: id, source',
    });
  });
});

describe('the decode function of a topic', () => {
  const refuse = (code: 'version-unknown' | 'data-invalid') =>
    cloudEvents<CloudEvent>(() => ({
      ok: false,
      faults: [{ code, detail: 'must be a text', pointer: '/data/text' }],
    }));

  it('gives the event with its identity', () => {
    const decode = cloudEvents<CloudEvent>((parsed) => ({ ok: true, event: parsed }));
    expect(decode(structured(event))).toEqual({ kind: 'event', event, identity: event });
  });

  it('ignores null values on compacted topics alone', () => {
    const nothing = read({ topic: 't', key: 'k', value: null, headers: {} });
    const decode = cloudEvents<CloudEvent>((parsed) => ({ ok: true, event: parsed }), {
      nullValues: 'ignore',
    });
    expect(decode(nothing)).toEqual({ kind: 'ignored' });
    expect(refuse('data-invalid')(nothing)).toMatchObject({ kind: 'unreadable', code: 'null-value' });
  });

  it('makes the partition wait for an unknown version, and only for that', () => {
    expect(refuse('version-unknown')(structured(event))).toEqual({
      kind: 'unknown-version',
      detail: event.type,
    });
    expect(refuse('data-invalid')(structured(event))).toEqual({
      kind: 'unreadable',
      code: 'data-invalid',
      detail: '/data/text must be a text',
    });
  });
});
