import type { TopicName } from '../topics';
import type { JsonSchema } from './json-schema';

interface Traffic {
  readonly writers: readonly string[];
  readonly readers: readonly string[];
}

/** Which service writes and which reads each topic. Upstream producers write `inbound`. */
const TRAFFIC: Readonly<Record<TopicName, Traffic>> = {
  inbound: { writers: [], readers: ['gateway'] },
  conversationEvents: { writers: ['gateway'], readers: ['gateway', 'trigger-evaluator', 'ticket-writer'] },
  directory: { writers: ['gateway'], readers: ['gateway', 'trigger-evaluator', 'ticket-writer'] },
  config: { writers: ['gateway'], readers: ['trigger-evaluator', 'customer-service', 'ticket-writer'] },
  syncRequests: { writers: ['trigger-evaluator'], readers: ['gateway', 'customer-service', 'ticket-writer'] },
  customerEvents: { writers: ['customer-service'], readers: ['gateway', 'ticket-writer'] },
  ticketEvents: { writers: ['ticket-writer'], readers: ['gateway'] },
  connectionEvents: { writers: ['gateway', 'customer-service', 'ticket-writer'], readers: ['gateway'] },
  commands: { writers: ['gateway'], readers: ['gateway', 'customer-service', 'ticket-writer'] },
};

/** A reference to a component of the document. */
export function reference(kind: 'schemas' | 'messages', name: string): JsonSchema {
  return { $ref: `#/components/${kind}/${name}` };
}

function operation(
  action: 'send' | 'receive',
  service: string,
  topic: TopicName,
): readonly [string, JsonSchema] {
  const tags = [{ name: service }];
  return [`${service}.${action}.${topic}`, { action, channel: { $ref: `#/channels/${topic}` }, tags }];
}

/** What each service sends and receives, by `<service>.<action>.<topic>`. */
export function operations(): JsonSchema {
  const traffic = Object.entries(TRAFFIC) as readonly (readonly [TopicName, Traffic])[];
  return Object.fromEntries(
    traffic.flatMap(([topic, { writers, readers }]) => [
      ...writers.map((service) => operation('send', service, topic)),
      ...readers.map((service) => operation('receive', service, topic)),
    ]),
  );
}
