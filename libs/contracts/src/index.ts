export type { DeepReadonly } from './schema/deep-readonly';
export { comparePositions, laterPosition, type Position, PositionSchema } from './position';
export { type CloudEvent, type EventRef, EventRefSchema } from './envelope/cloud-event';
export { FAULT_CODES, type Fault, type FaultCode, type Parsed } from './faults';

export {
  DEAD_LETTER_RETENTION_MS,
  DEFAULT_TOPIC_PREFIX,
  type KeyedBy,
  type TopicDefinition,
  type TopicName,
  TOPICS,
  customerKey,
  deadLetterTopic,
  topicName,
} from './topics';
export { CONSUMER_GROUPS, consumerGroupId, type ConsumerGroupName } from './consumer-groups';
export { isX, KNOWN_NETWORKS, networkLabel } from './network';
export { PARLEY_NAMESPACE, uuidV5 } from './identity/uuid-v5';
export { derivedEventId, ticketKey } from './identity/derived-ids';

export type { Contact, FieldValue, FieldValues } from './events/shared/contact';
export type { Attachment, Delivery, Message } from './events/shared/message';
export type { Actor, Author } from './events/shared/people';
export {
  emailRequesterKey,
  linkedRequesterKey,
  namelessRequesterKey,
  type Requester,
  RequesterSchema,
} from './events/shared/requester';
export {
  type Gate,
  GATE_REASONS,
  type GateCause,
  type GateName,
  type GateReason,
  GATES,
  GateSchema,
  type Mode,
} from './events/shared/gates';
export type { TicketStatus } from './events/shared/ticket';
export type { Person } from './events/shared/command';

export { type EventDefinition, type EventOf } from './events/define-event';
export {
  contactIdOf,
  CONVERSATION_EVENTS,
  conversationIdOf,
  type ConversationEvent,
  type ConversationEventType,
  type EventOfConversation,
  isEventOfConversation,
} from './events/conversation-event';
export {
  DIRECTORY_EVENTS,
  type DirectoryEvent,
  type DirectoryEventType,
  directoryKey,
} from './events/directory-event';
export {
  type Command,
  type ConnectionEvent,
  type CustomerEvent,
  DERIVED_EVENTS,
  type DerivedEvent,
  type DerivedEventOf,
  type DerivedTopic,
  type SyncEvent,
  type TicketEvent,
} from './events/derived-event';

export type { MessageReceived } from './events/conversation/message-received/v1';
export { deliveryOf, type MessageSent } from './events/conversation/message-sent/v1';
export type { MessageDeliveryChanged } from './events/conversation/message-delivery-changed/v1';
export type { MessageEdited } from './events/conversation/message-edited/v1';
export type { MessageDeleted } from './events/conversation/message-deleted/v1';
export type { NoteAdded } from './events/conversation/note-added/v1';
export type { ConversationRouted } from './events/conversation/conversation-routed/v1';
export type { ConversationTagged } from './events/conversation/conversation-tagged/v1';
export type { ConversationFieldsChanged } from './events/conversation/conversation-fields-changed/v1';
export type { ConversationClosed } from './events/conversation/conversation-closed/v1';
export type { ConversationReopened } from './events/conversation/conversation-reopened/v1';
export type { ContactUpdated } from './events/conversation/contact-updated/v1';
export type { ContactAssociated } from './events/conversation/contact-associated/v1';
export type { ContactDisassociated } from './events/conversation/contact-disassociated/v1';
export type { ContactErased } from './events/conversation/contact-erased/v1';
export type { DirectoryAccount } from './events/directory/directory-account/v1';
export type { DirectoryTeam } from './events/directory/directory-team/v1';
export type { DirectoryField } from './events/directory/directory-field/v1';
export type { SyncRequested } from './events/derived/sync-requested/v1';
export type { RecordedDecision } from './events/shared/recorded-decision';
export type { SyncDecided } from './events/derived/sync-decided/v1';
export type { SyncHeld } from './events/derived/sync-held/v1';
export type { CustomerResolved } from './events/derived/customer-resolved/v1';
export type { CustomerBlocked } from './events/derived/customer-blocked/v1';
export type { TicketCreated } from './events/derived/ticket-created/v1';
export type { TicketUpdated } from './events/derived/ticket-updated/v1';
export type { TicketClosed } from './events/derived/ticket-closed/v1';
export type { TicketHeld } from './events/derived/ticket-held/v1';
export type { TicketParked } from './events/derived/ticket-parked/v1';
export type { TicketResumed } from './events/derived/ticket-resumed/v1';
export { EFFECT_STATES, type EffectChanged, type EffectState } from './events/derived/effect-changed/v1';
export type { AuthorizationLost } from './events/derived/authorization-lost/v1';
export type { AuthorizationRestored } from './events/derived/authorization-restored/v1';
export type { BreakerChanged } from './events/derived/breaker-changed/v1';
export type { BudgetReported } from './events/derived/budget-reported/v1';
export type { RetryParked } from './events/commands/retry-parked/v1';
export type { IgnoreParked } from './events/commands/ignore-parked/v1';
export type { ChooseCustomer } from './events/commands/choose-customer/v1';

export {
  DEFAULT_ATTACHMENT_MAX_BYTES,
  DEFAULT_CONFIGURATION,
  LANGUAGES,
  type OrganizationConfiguration,
  OrganizationConfigurationSchema,
} from './organization/configuration';
export {
  type LinkedAccount,
  type OrganizationDocument,
  OrganizationDocumentSchema,
  type OrganizationState,
} from './organization/document';

export { MAX_FAULTS, predicateOf, validate, type Validated } from './parse/compiled-schema';
export { MAX_DATA_DEPTH } from './parse/unstorable-text';
export {
  isVersionUnknown,
  parseConversationEvent,
  parseDerived,
  parseDirectoryEvent,
} from './parse/parse-event';
export { type Door, type InboundEvent, parseInbound } from './parse/parse-inbound';
export { parseConfigDocument } from './organization/parse-config-document';

export * from './http';
export {
  CSRF_HEADER,
  type EmbeddedSession,
  EmbeddedSessionSchema,
  type Role,
  ROLES,
  type SessionView,
  SessionViewSchema,
} from './http/session';
export {
  Closed,
  Count,
  HttpUrl,
  Id,
  isId,
  Line,
  MAX_ID_LENGTH,
  Nullable,
  OneOf,
  Timestamp,
  Uuid,
  ZendeskId,
} from './schema/primitives';
