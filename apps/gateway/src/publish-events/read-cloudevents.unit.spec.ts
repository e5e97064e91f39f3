import { CloudEvent, HTTP } from 'cloudevents';
import { readCloudEvents } from './read-cloudevents';

/** The official SDK as the oracle: what it sends is read as the event it was made of. */
const event = new CloudEvent({
  id: 'm-1',
  source: '/platforms/acme',
  type: 'parley.message.received.v1',
  time: '2026-11-21T09:30:00.000Z',
  subject: 'conv-42',
  partitionkey: 'contact-7',
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  datacontenttype: 'application/json',
  data: { text: 'Où est mon colis ? 👍' },
});
const expected: unknown = JSON.parse(JSON.stringify(event));

function bytes(body: unknown): Buffer {
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

describe('reading CloudEvents over HTTP', () => {
  it('reads what the SDK sends in binary mode', () => {
    const { headers, body } = HTTP.binary(event);
    const lowerCase = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    expect(readCloudEvents(lowerCase, bytes(body))).toEqual({ mode: 'binary', items: [expected] });
  });

  it('reads what the SDK sends in structured mode', () => {
    const { body } = HTTP.structured(event);
    const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
    expect(readCloudEvents(headers, bytes(body))).toEqual({ mode: 'structured', items: [expected] });
  });

  it('reads a batch in which the SDK would refuse an item, and with it the whole', () => {
    const batch = [event.toJSON(), { id: 'no envelope' }];
    const headers = { 'content-type': 'application/cloudevents-batch+json' };
    expect(() => HTTP.toEvent({ headers, body: JSON.stringify(batch) })).toThrow();
    expect(readCloudEvents(headers, bytes(batch)).items).toEqual([expected, { id: 'no envelope' }]);
  });

  it.each([
    ['percent-encoded UTF-8', 'caf%C3%A9%20%F0%9F%91%8D', 'café 👍'],
    ['a percent sign that encodes nothing', '100% sure', '100% sure'],
    ['raw UTF-8 as Node reads it', Buffer.from('café').toString('latin1'), 'café'],
    ['Latin-1 that is no UTF-8', 'caf\u00e9', 'café'],
    ['a quoted string', '"say \\"hi\\""', 'say "hi"'],
    ['plain text', 'conv-42', 'conv-42'],
  ])('takes a binary attribute as it was meant: %s', (_name, header, subject) => {
    const headers = { 'content-type': 'application/json', 'ce-id': 'm-1', 'ce-subject': header };
    expect(readCloudEvents(headers, bytes({})).items).toEqual([
      { id: 'm-1', subject, datacontenttype: 'application/json', data: {} },
    ]);
  });

  it('takes other JSON media types in binary mode', () => {
    const headers = { 'content-type': 'application/vnd.acme+json', 'ce-id': 'm-1' };
    expect(readCloudEvents(headers, bytes({})).mode).toBe('binary');
  });
});
