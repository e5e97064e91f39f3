import {
  comparePositions,
  isAfter,
  laterOf,
  messageIdOf,
  summariseHistory,
  type Entry,
  type HistorySummary,
  type LogPosition,
  type TranscriptSlice,
} from '@parley/ticket-content';
import type { ConversationKey, SliceRequest, Transcript } from '../lane/transcript';
import { conversationKey, type MemoryTables } from './memory-tables';

/** The transcript in memory. */
export class MemoryTranscript implements Transcript {
  constructor(private readonly tables: MemoryTables) {}

  slice({ after, through, firedAt, limit, ...key }: SliceRequest): Promise<TranscriptSlice> {
    const all = this.entriesOf(key);
    const due = all.filter(({ at }) => isAfter(at, after) && !isAfter(at, through));
    const entries = due.slice(0, limit);
    const horizon = entries.reduce((latest, { at }) => laterOf(latest, at), firedAt);
    const ids = new Set(entries.map(messageIdOf).filter((id) => id !== undefined));
    const related = all.filter((entry) => {
      const id = messageIdOf(entry);
      return id !== undefined && ids.has(id) && !entries.includes(entry) && !isAfter(entry.at, horizon);
    });
    return Promise.resolve({ entries, complete: due.length <= limit, related });
  }

  history(key: ConversationKey, firedAt: LogPosition): Promise<HistorySummary> {
    return Promise.resolve(summariseHistory(this.entriesOf(key), firedAt));
  }

  private entriesOf({ conversationId, contactId }: ConversationKey): readonly Entry[] {
    const facts = this.tables.transcript.get(conversationKey(conversationId, contactId)) ?? [];
    return facts.map(({ entry }) => entry).sort((a, b) => comparePositions(a.at, b.at));
  }
}
