import { isAfter, type LogPosition } from './position';
import type { Entry, HistorySummary } from './transcript';

/**
 * Sums up the history that the first write carries (K1).
 * @param entries the conversation in log order, each message id once
 * @param firedAt the firing event; what lies after it is no history
 */
export function summariseHistory(entries: Iterable<Entry>, firedAt: LogPosition): HistorySummary {
  let messages = 0;
  let lastMessageUrl: string | undefined;
  let tags: readonly string[] = [];
  let closed = false;
  for (const entry of entries) {
    if (isAfter(entry.at, firedAt)) break;
    switch (entry.kind) {
      case 'message':
        messages += 1;
        lastMessageUrl = entry.url;
        if (entry.author.kind === 'contact') closed = false;
        break;
      case 'tags':
        tags = entry.tags;
        break;
      case 'closed':
        closed = true;
        break;
      case 'reopened':
        closed = false;
        break;
      case 'delivery':
      case 'edit':
      case 'deletion':
      case 'note':
        break;
    }
  }
  return { messages, tags, closed, ...(lastMessageUrl === undefined ? {} : { lastMessageUrl }) };
}
