import { acceptedSamples, refusedSamples, typeOf } from '../../test/golden-samples';
import { ALL_EVENTS, EVENTS_BY_TOPIC } from '../events/events-by-topic';
import type { Parsed } from '../faults';
import { DERIVED_EVENTS, type DerivedTopic } from '../events/derived-event';
import { parseConversationEvent, parseDerived, parseDirectoryEvent } from './parse-event';
import { parseInbound } from './parse-inbound';

type Parse = (value: unknown) => Parsed<unknown>;

const derivedTopics = Object.keys(DERIVED_EVENTS) as readonly DerivedTopic[];

/** Every way in for events of this type. */
function parsersOf(type: string): readonly Parse[] {
  const carries = (topic: keyof typeof EVENTS_BY_TOPIC) =>
    EVENTS_BY_TOPIC[topic].some((event) => event.type === type);
  return [
    ...(carries('inbound') ? [(value: unknown) => parseInbound(value, 'http')] : []),
    ...(carries('inbound') ? [(value: unknown) => parseInbound(value, 'kafka')] : []),
    ...(carries('conversationEvents') ? [parseConversationEvent] : []),
    ...(carries('directory') ? [parseDirectoryEvent] : []),
    ...derivedTopics.filter(carries).map((topic) => (value: unknown) => parseDerived(topic, value)),
  ];
}

const accepted = acceptedSamples('events');
const refused = refusedSamples('events');

describe('golden samples of every event', () => {
  it.each(ALL_EVENTS.map(({ type }) => type))('%s has one that is read and one that is refused', (type) => {
    expect(accepted.filter(({ content }) => typeOf(content) === type)).not.toHaveLength(0);
    expect(refused.filter(({ event }) => typeOf(event) === type)).not.toHaveLength(0);
  });

  it.each(accepted)('reads $path unchanged', ({ content }) => {
    const parsers = parsersOf(typeOf(content));
    expect(parsers).not.toHaveLength(0);
    for (const parse of parsers) expect(parse(content)).toEqual({ ok: true, event: content });
  });

  it.each(refused)('refuses $path: $name', ({ event, faults }) => {
    const parsers = parsersOf(typeOf(event));
    expect(parsers).not.toHaveLength(0);
    for (const parse of parsers) {
      expect(parse(event)).toEqual({
        ok: false,
        faults: faults.map((fault) => ({ ...fault, detail: expect.any(String) })),
      });
    }
  });
});

describe('golden samples of the envelope', () => {
  it.each(acceptedSamples('envelope'))('reads $path', ({ content }) => {
    expect(parseInbound(content).ok).toBe(true);
  });

  it.each(refusedSamples('envelope'))('refuses $name', ({ event, faults }) => {
    expect(parseInbound(event)).toEqual({
      ok: false,
      faults: faults.map((fault) => ({ ...fault, detail: expect.any(String) })),
    });
  });
});
