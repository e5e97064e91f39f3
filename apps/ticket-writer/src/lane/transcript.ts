import type { HistorySummary, LogPosition, TranscriptSlice } from '@parley/ticket-content';

/** Which conversation; a contact's part of it where a conversation id was used for two contacts. */
export interface ConversationKey {
  readonly conversationId: string;
  readonly contactId: string;
}

/** Which page of it. */
export interface SliceRequest extends ConversationKey {
  /** Entries after this place; `null` from the beginning. */
  readonly after: LogPosition | null;
  readonly through: LogPosition;
  /** Amendments of the page's messages count up to here even where they lie behind the page. */
  readonly firedAt: LogPosition;
  readonly limit: number;
}

/** The facts of conversations, as far as they were followed. */
export interface Transcript {
  slice(request: SliceRequest): Promise<TranscriptSlice>;
  history(key: ConversationKey, firedAt: LogPosition): Promise<HistorySummary>;
}
