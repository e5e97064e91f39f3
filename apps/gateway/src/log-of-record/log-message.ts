import { directoryKey, topicName } from '@parley/contracts';
import type { ConversationEvent, DirectoryEvent, InboundEvent } from '@parley/contracts';
import { encodeEvent } from '@parley/event-log';
import type { OutgoingMessage } from '@parley/event-log';

/** True for an event about the platform's accounts, teams and fields; false for one of the log of record. */
export function isDirectoryEvent(event: InboundEvent): event is DirectoryEvent {
  return event.type.startsWith('parley.directory.');
}

/** True for an event of the log of record. */
export function isConversationEvent(event: InboundEvent): event is ConversationEvent {
  return !isDirectoryEvent(event);
}

/**
 * The record that an accepted event becomes: conversation events go to the log of record keyed by the contact that the data
 * names (whatever `partitionkey` says), directory events to the directory topic keyed by what they are about.
 *
 * @param prefix the installation's topic prefix
 * @param hop traceparent of this hop; without it the active span's
 */
export function logMessage(prefix: string, event: InboundEvent, hop: string | undefined): OutgoingMessage {
  const trace = hop === undefined ? {} : { traceparent: hop };
  return isDirectoryEvent(event)
    ? encodeEvent(topicName(prefix, 'directory'), directoryKey(event), event, trace)
    : encodeEvent(topicName(prefix, 'conversationEvents'), event.data.contact.id, event, trace);
}
