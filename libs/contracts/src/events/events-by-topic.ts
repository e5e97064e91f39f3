import type { TopicName } from '../topics';
import { CONVERSATION_EVENTS } from './conversation-event';
import type { EventDefinition } from './define-event';
import { DERIVED_EVENTS } from './derived-event';
import { DIRECTORY_EVENTS } from './directory-event';

/** Every version of every event that each topic of CloudEvents carries. The config topic carries documents instead. */
export const EVENTS_BY_TOPIC: Readonly<Record<Exclude<TopicName, 'config'>, readonly EventDefinition[]>> = {
  inbound: [...CONVERSATION_EVENTS, ...DIRECTORY_EVENTS],
  conversationEvents: CONVERSATION_EVENTS,
  directory: DIRECTORY_EVENTS,
  ...DERIVED_EVENTS,
};

/** Every version of every event, each once. */
export const ALL_EVENTS: readonly EventDefinition[] = [...new Set(Object.values(EVENTS_BY_TOPIC).flat())];
