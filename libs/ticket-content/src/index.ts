export { afterIgnored, afterMerge, readAchieved } from './aftermath';
export {
  attachmentKey,
  type AttachmentDue,
  type AttachmentFault,
  type AttachmentOutcome,
  type AttachmentOutcomes,
  type AttachmentPlace,
} from './attachment';
export { COMMENT_BYTES } from './block';
export type {
  Achieved,
  Comment,
  CreateEffect,
  EffectClass,
  IgnoredEffect,
  NextEffect,
  PinnedMessage,
  RedactEffect,
  Redaction,
  TicketStatus,
  TicketView,
  UpdateEffect,
} from './effect';
export { NOTHING_ACHIEVED } from './effect';
export { summariseHistory } from './history';
export { COMMENTS_PER_TICKET, nextEffect, type ContentInput, type LaneView } from './next-effect';
export { comparePositions, isAfter, laterOf, type LogPosition } from './position';
export { agentKey, type ContentSettings, type People, type Visibility } from './settings';
export { DEFAULT_SUBJECT } from './subject';
export { normaliseTag, normaliseTags, PARLEY_TAG, standingTags } from './tags';
export { formatTime, UTC, type TimeZone } from './time';
export type {
  Attachment,
  Author,
  ClosedEntry,
  DeletionEntry,
  Delivery,
  DeliveryEntry,
  EditEntry,
  Entry,
  HistorySummary,
  MessageEntry,
  NoteEntry,
  ReopenedEntry,
  TagsEntry,
  TranscriptSlice,
} from './transcript';
export { messageIdOf } from './transcript';
export { LANGUAGES, type Language } from './languages';
export { ENGLISH, type Words } from './words';
