import { Trouble } from '../parts/trouble.mjs';
import { contracts, eventLog } from './workspace.mjs';

/** @typedef {import('./events.mjs').DemoEvent} DemoEvent */

/** Most events in one HTTP batch. */
const BATCH = 200;

/**
 * The HTTP door: what it has acknowledged is in the log.
 * @param {import('./http.mjs').Call} publisher
 * @param {readonly DemoEvent[]} events
 */
export async function publishOverHttp(publisher, events) {
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    const answer = await publisher('POST', '/v1/events', batch, {
      'content-type': 'application/cloudevents-batch+json',
    });
    if (answer.rejected.length > 0)
      throw new Trouble(`The gateway refused events of the scenario: ${JSON.stringify(answer.rejected)}`);
  }
}

/**
 * The Kafka door: straight into the inbound topic, keyed by contact.
 * @param {string} brokers
 * @param {string} prefix of the installation's topics
 */
export function kafkaDoor(brokers, prefix) {
  const log = new eventLog.KafkaEventLog({ brokers: brokers.split(','), clientId: 'demo-publisher' });
  const producer = log.producer();
  const topic = contracts.topicName(prefix, 'inbound');
  return {
    /** @param {readonly DemoEvent[]} events */
    async publish(events) {
      if (events.length > 0)
        await producer.send(events.map((event) => eventLog.encodeEvent(topic, event.data.contact.id, event)));
    },
    async close() {
      await producer.close();
      await log.close();
    },
  };
}
