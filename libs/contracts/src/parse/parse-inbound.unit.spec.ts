import { acceptedSamples } from '../../test/golden-samples';
import { contactIdOf } from '../events/conversation-event';
import { MAX_FAULTS } from './compiled-schema';
import { parseConversationEvent } from './parse-event';
import { type InboundEvent, parseInbound } from './parse-inbound';
import { MAX_DATA_DEPTH } from './unstorable-text';

function envelopeSample(name: string): unknown {
  const sample = acceptedSamples('envelope').find(({ path }) => path.endsWith(`v1.${name}.json`));
  if (sample === undefined) throw new Error(`No golden sample ${name}`);
  return sample.content;
}

function read(value: unknown): InboundEvent {
  const parsed = parseInbound(value);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.event;
}

function received(message: object, more: object = {}): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: 'm-1',
    source: '/platforms/acme',
    type: 'parley.message.received.v1',
    data: {
      conversationId: 'conv-1',
      accountId: 'acc-1',
      contact: { id: 'contact-1' },
      message: { id: 'm-1', sentAt: '2026-11-21T09:30:00Z', ...message },
      ...more,
    },
  };
}

function nested(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = { in: value };
  return value;
}

describe('parseInbound', () => {
  it('counts null attributes as absent', () => {
    const event = read(envelopeSample('null-attributes'));
    expect(Object.keys(event).sort()).toEqual([
      'data',
      'datacontenttype',
      'id',
      'source',
      'specversion',
      'type',
    ]);
  });

  it('keeps extension attributes and unknown optional fields as they are', () => {
    const sample = envelopeSample('extensions');
    expect(read(sample)).toEqual(sample);
  });

  it('leaves out members that belong to other events, which nobody checked', () => {
    const event = read(received({}, { author: 7, teamId: {}, someDay: 7 }));
    expect(Object.keys(event.data)).toEqual(['conversationId', 'accountId', 'contact', 'message', 'someDay']);
  });

  it('drops a trace context that is none, and keeps the message', () => {
    const event = read(envelopeSample('unreadable-trace'));
    expect(event).not.toHaveProperty('traceparent');
    expect(event).not.toHaveProperty('tracestate');
  });

  it('lets the contact of the data rule over partitionkey', () => {
    const parsed = parseConversationEvent(envelopeSample('other-partition-key'));
    expect(parsed.ok && [parsed.event.partitionkey, contactIdOf(parsed.event)]).toEqual([
      'contact-8',
      'contact-7',
    ]);
  });

  it('takes a message with neither text nor html', () => {
    expect(parseInbound(received({})).ok).toBe(true);
  });

  it('puts U+FFFD where a text holds what cannot be stored, at any depth and in keys', () => {
    const event = read(received({ text: 'a\u0000b\ud800c 😀' }, { later: [{ 'k\u0000': '\udc00' }] }));
    expect(event.data).toMatchObject({
      message: { text: 'a\ufffdb\ufffdc 😀' },
      later: [{ 'k\ufffd': '\ufffd' }],
    });
  });

  it('does not change the value it was given', () => {
    const given = received({ text: 'a\u0000b' });
    const before = structuredClone(given);
    read(given);
    expect(given).toEqual(before);
  });

  it(`takes data ${MAX_DATA_DEPTH} levels deep, and refuses one level more`, () => {
    expect(parseInbound(received({}, { deep: nested(MAX_DATA_DEPTH - 1) })).ok).toBe(true);
    expect(parseInbound(received({}, { deep: nested(MAX_DATA_DEPTH) }))).toMatchObject({
      ok: false,
      faults: [{ code: 'data-too-deep', pointer: '/data' }],
    });
  });

  it('refuses data that would overflow the stack', () => {
    const bottomless: unknown = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000));
    expect(parseInbound(received({}, { deep: bottomless }))).toMatchObject({
      faults: [{ code: 'data-too-deep' }],
    });
  });

  it('takes inline attachments over HTTP and refuses them at the Kafka door (K12)', () => {
    const event = received({ attachments: [{ id: 'a', contentType: 'image/png', contentBase64: 'aGk=' }] });
    expect(parseInbound(event, 'http').ok).toBe(true);
    expect(parseInbound(event, 'kafka')).toMatchObject({
      faults: [{ code: 'inline-attachment-refused', pointer: '/data/message/attachments/0/contentBase64' }],
    });
  });

  it('refuses a blob from a publisher, which the log of record may carry (K12)', () => {
    const event = received({ attachments: [{ id: 'a', contentType: 'image/png', blob: 'ab'.repeat(32) }] });
    for (const door of ['http', 'kafka'] as const) {
      expect(parseInbound(event, door)).toMatchObject({
        faults: [{ code: 'blob-reserved', pointer: '/data/message/attachments/0/blob' }],
      });
    }
    expect(parseConversationEvent(event).ok).toBe(true);
  });

  it('names an unknown version apart from an unknown type', () => {
    const codes = ['parley.message.received.v2', 'parley.message.received.v0', 'parley.message.lost.v1'].map(
      (type) => {
        const parsed = parseInbound({ ...received({}), type });
        return parsed.ok ? [] : parsed.faults.map(({ code }) => code);
      },
    );
    expect(codes).toEqual([['version-unknown'], ['type-unknown'], ['type-unknown']]);
  });

  it('never quotes the value in a fault', () => {
    const secret = 'SECRET-5d41';
    const parsed = parseInbound({
      ...received(
        { sentAt: secret, channel: secret, url: secret },
        { contact: { id: secret.repeat(20), fields: secret } },
      ),
      time: secret,
    });
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain(secret);
  });

  it(`names at most ${MAX_FAULTS} faults`, () => {
    const attachments = Array.from({ length: 90 }, () => ({}));
    const parsed = parseInbound(received({ attachments }));
    expect(parsed.ok ? [] : parsed.faults).toHaveLength(MAX_FAULTS);
  });
});
