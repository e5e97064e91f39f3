import type { EventDefinition } from '../events/define-event';
import { ALL_EVENTS, EVENTS_BY_TOPIC } from '../events/events-by-topic';
import type { RawEvent } from '../parse/envelope';
import { DEFAULT_TOPIC_PREFIX, type KeyedBy, topicName, type TopicName, TOPICS } from '../topics';
import { goldenDocument, goldenExamples } from './golden-example';
import { documentJsonSchema, eventJsonSchema, type JsonSchema } from './json-schema';
import { operations, reference } from './operations';

const BINDING_VERSION = '0.5.0';
const DOCUMENT = 'OrganizationDocumentV1';

const KEYS: Readonly<Record<KeyedBy, string>> = {
  contact: 'Contact id, in UTF-8',
  'directory-entry': 'account:<id>, team:<id> or field:<scope>:<key>',
  organization: 'Organization id',
  requester: 'JSON array of organization id and requester key',
};

/** Name of an event inside the document: `parley.message.received.v1` is `MessageReceivedV1`. */
export function messageName(type: string): string {
  const words = type.replace(/^parley\./, '').split(/[.-]/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function withoutDialect(schema: JsonSchema): JsonSchema {
  // AsyncAPI has its own dialect, and resolves references from the document's root, not from an $id.
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}

const headers: JsonSchema = {
  type: 'object',
  description:
    'Attributes of CloudEvents 1.0 in binary content mode; other extension attributes as ce_<name>',
  required: ['ce_specversion', 'ce_id', 'ce_source', 'ce_type'],
  properties: {
    'content-type': { type: 'string', examples: ['application/json'] },
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', minLength: 1, maxLength: 128 },
    ce_source: { type: 'string', minLength: 1, maxLength: 512 },
    ce_type: { type: 'string' },
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string' },
    ce_partitionkey: {
      type: 'string',
      description: 'Where it differs from data.contact.id, the latter rules',
    },
    ce_traceparent: { type: 'string', description: 'The trace of the fact' },
    ce_tracestate: { type: 'string' },
    traceparent: { type: 'string', description: 'The trace of this hop' },
  },
};

function exampleHeaders(event: RawEvent): JsonSchema {
  const attributes = Object.entries(event).filter(([name]) => name !== 'data' && name !== 'datacontenttype');
  const named = attributes.map(([name, value]): [string, string] => [`ce_${name}`, String(value)]);
  return { 'content-type': event.datacontenttype, ...Object.fromEntries(named) };
}

function eventMessage(definition: EventDefinition, example: RawEvent | undefined): JsonSchema {
  const name = messageName(definition.type);
  return {
    name: definition.type,
    title: name,
    summary: definition.summary,
    contentType: 'application/json',
    headers: {
      allOf: [
        reference('schemas', 'CloudEventHeaders'),
        { properties: { ce_type: { const: definition.type } } },
      ],
    },
    payload: { $ref: `#/components/schemas/${name}/properties/data` },
    examples: example === undefined ? [] : [{ headers: exampleHeaders(example), payload: example.data }],
  };
}

function channel(topic: TopicName): JsonSchema {
  const { cleanup, retentionMs, summary, keyedBy } = TOPICS[topic];
  const names = topic === 'config' ? [DOCUMENT] : EVENTS_BY_TOPIC[topic].map(({ type }) => messageName(type));
  const address = topicName(DEFAULT_TOPIC_PREFIX, topic);
  return {
    address,
    summary,
    description: `Key: ${KEYS[keyedBy]}. The prefix ${DEFAULT_TOPIC_PREFIX} is a setting of the installation.`,
    messages: Object.fromEntries(names.map((name) => [name, reference('messages', name)])),
    bindings: {
      kafka: {
        topic: address,
        topicConfiguration: { 'cleanup.policy': [cleanup], 'retention.ms': retentionMs },
        bindingVersion: BINDING_VERSION,
      },
    },
  };
}

/** The AsyncAPI 3 document of every topic, made from the same schemas that check the events. */
export function asyncApiDocument(): JsonSchema {
  const examples = goldenExamples();
  const topics = Object.keys(TOPICS) as readonly TopicName[];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Parley',
      version: '1.0.0',
      description:
        'Conversations of a platform, kept as tickets in Zendesk. Records are CloudEvents 1.0 in binary content mode; ' +
        'structured mode (content-type: application/cloudevents+json) is read as well. Inside a version only optional ' +
        'fields are added; readers ignore what they do not know.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(topics.map((topic) => [topic, channel(topic)])),
    operations: operations(),
    components: {
      schemas: {
        CloudEventHeaders: headers,
        ...Object.fromEntries(
          ALL_EVENTS.map((event) => [messageName(event.type), withoutDialect(eventJsonSchema(event))]),
        ),
        [DOCUMENT]: withoutDialect(documentJsonSchema()),
      },
      messages: {
        ...Object.fromEntries(
          ALL_EVENTS.map((event) => [messageName(event.type), eventMessage(event, examples.get(event.type))]),
        ),
        [DOCUMENT]: {
          name: 'organization.v1',
          title: DOCUMENT,
          summary: 'One organization as every service sees it; the highest version wins.',
          contentType: 'application/json',
          payload: reference('schemas', DOCUMENT),
          examples: [{ payload: goldenDocument() }],
        },
      },
    },
  };
}
