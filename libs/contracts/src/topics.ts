const DAY_MS = 24 * 60 * 60 * 1000;

/** What a topic's records are keyed by. */
export type KeyedBy = 'contact' | 'directory-entry' | 'organization' | 'requester';

/** One topic, without the installation's prefix. */
export interface TopicDefinition {
  /** Name after the prefix. */
  readonly name: string;
  readonly keyedBy: KeyedBy;
  readonly cleanup: 'delete' | 'compact';
  /** How long records are kept, in milliseconds; -1 for ever. */
  readonly retentionMs: number;
  /** One sentence for the generated documents. */
  readonly summary: string;
}

const KEPT = -1;

/** Every topic by its logical name. */
export const TOPICS = {
  inbound: {
    name: 'inbound.v1',
    keyedBy: 'contact',
    cleanup: 'delete',
    retentionMs: 7 * DAY_MS,
    summary: 'The Kafka door: conversation events from any upstream producer',
  },
  conversationEvents: {
    name: 'conversation.events.v1',
    keyedBy: 'contact',
    cleanup: 'delete',
    retentionMs: KEPT,
    summary:
      'The log of record: valid, keyed by contact id in UTF-8 with murmur2, written by the gateway only',
  },
  directory: {
    name: 'directory.v1',
    keyedBy: 'directory-entry',
    cleanup: 'compact',
    retentionMs: KEPT,
    summary: 'Accounts, teams and custom fields of the platform',
  },
  config: {
    name: 'config.v1',
    keyedBy: 'organization',
    cleanup: 'compact',
    retentionMs: KEPT,
    summary: 'Connector configuration with its version; no secret in it',
  },
  syncRequests: {
    name: 'sync.requests.v1',
    keyedBy: 'contact',
    cleanup: 'delete',
    retentionMs: KEPT,
    summary: 'Decisions of trigger-evaluator',
  },
  customerEvents: {
    name: 'customer.events.v1',
    keyedBy: 'requester',
    cleanup: 'delete',
    retentionMs: KEPT,
    summary: 'Which Zendesk user a requester is',
  },
  ticketEvents: {
    name: 'ticket.events.v1',
    keyedBy: 'contact',
    cleanup: 'delete',
    retentionMs: KEPT,
    summary: 'What ticket-writer did, or could not do',
  },
  connectionEvents: {
    name: 'connection.events.v1',
    keyedBy: 'organization',
    cleanup: 'delete',
    retentionMs: 30 * DAY_MS,
    summary: "State of an organization's connection to Zendesk",
  },
  commands: {
    name: 'commands.v1',
    keyedBy: 'contact',
    cleanup: 'delete',
    retentionMs: KEPT,
    summary: 'What people order in the error desk',
  },
} as const satisfies Record<string, TopicDefinition>;

/** Logical name of a topic. */
export type TopicName = keyof typeof TOPICS;

/** How long a dead letter is kept, in milliseconds. */
export const DEAD_LETTER_RETENTION_MS = 30 * DAY_MS;

/** Prefix of topic names and consumer group ids where `PARLEY_TOPIC_PREFIX` says nothing else. */
export const DEFAULT_TOPIC_PREFIX = 'parley.';

/** Full name of a topic in an installation: `topicName('parley.', 'config')` is `parley.config.v1`. */
export function topicName(prefix: string, topic: TopicName): string {
  return prefix + TOPICS[topic].name;
}

/** Topic that takes what a consumer group cannot read; `group` is the full group id, prefix included. */
export function deadLetterTopic(group: string): string {
  return `${group}.dlq`;
}

/** Key on `customerEvents`: organization and requester, never the contact. */
export function customerKey(organizationId: string, requesterKey: string): string {
  return JSON.stringify([organizationId, requesterKey]);
}
