export type { Cause, EventRef, Mark, Position, Since } from './moment';
export { comparePositions, laterPosition } from './moment';
export { GATE_NAMES, type Gate, type GateName, type Mode, type Reason, REASONS } from './gate';
export { type Requester, requesterKey } from './requester';
export { normaliseEmail } from './email';
export { type EmailField, type EmailFields, type FieldValue, MAX_FIELDS, NO_FIELDS } from './email-fields';
export { type Delivery, MAX_OPEN_REPLIES, NO_REPLIES, type OpenReply, type Replies } from './replies';
export {
  type Association,
  type Contact,
  type ContactDetails,
  type ContactFact,
  evolveContact,
  learnContact,
  MAX_NAME_LENGTH,
  movesTriggers,
  newContact,
} from './contact';
export {
  type Closure,
  type Conversation,
  type ConversationFact,
  evolve,
  forgetFields,
  MAX_RECENT_MESSAGES,
  newConversation,
  type Routing,
} from './conversation';
export {
  type AccountLink,
  type DirectoryAccount,
  type ModeASettings,
  type ModeBSettings,
  type Organization,
  type OrganizationCopy,
  type Surroundings,
  UNKNOWN_SURROUNDINGS,
} from './organization';
export { adoptConfiguration, type OrganizationVersion } from './adopt-configuration';
export { openedByConfiguration, openedByDirectory } from './openings';
export type { Ticket, Tickets } from './ticket';
export type { Occasion, Situation } from './situation';
export { applyDecision, type Decision } from './decision';
export { decide, type Decided } from './decide';
export { explain, pictureOfGates, type ToldGate } from './explain';
export { takeIn, type TakenIn } from './take-in';
