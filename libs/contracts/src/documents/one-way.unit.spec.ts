import { EVENTS_BY_TOPIC } from '../events/events-by-topic';
import { TOPICS, type TopicName } from '../topics';
import { operations } from './operations';

const SERVICES = ['gateway', 'trigger-evaluator', 'customer-service', 'ticket-writer'];
const traffic = Object.keys(operations()).map((name) => {
  const [service = '', action = '', topic = ''] = name.split('.');
  return { service, action, topic };
});
const topics = Object.keys(TOPICS) as readonly TopicName[];

/** Topics on which messages of people are told. */
const TOLD: readonly TopicName[] = ['inbound', 'conversationEvents'];

describe('one way', () => {
  it('K16 Parley writes nothing where the platform publishes', () => {
    expect(traffic.filter(({ topic, action }) => topic === 'inbound' && action === 'send')).toEqual([]);
  });

  it('K16 every topic that a service writes is for services of Parley alone', () => {
    expect(traffic.filter(({ service }) => !SERVICES.includes(service))).toEqual([]);
    for (const topic of topics)
      expect(traffic.some((one) => one.topic === topic && one.action === 'receive')).toBe(true);
  });

  it('K16 only the door writes what people said, and what Zendesk answers has no text to carry', () => {
    expect(
      traffic.filter(({ topic, action }) => topic === 'conversationEvents' && action === 'send'),
    ).toMatchObject([{ service: 'gateway' }]);
    for (const [topic, events] of Object.entries(EVENTS_BY_TOPIC)) {
      if (TOLD.includes(topic as TopicName)) continue;
      for (const { data } of events) {
        const names = [...JSON.stringify(data).matchAll(/"([A-Za-z]+)":\{/g)].map(([, name]) => name);
        expect(names).not.toEqual(expect.arrayContaining(['text']));
        expect(names).not.toEqual(expect.arrayContaining(['html']));
      }
    }
  });
});
