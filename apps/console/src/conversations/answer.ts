import type { ConversationView } from '@parley/contracts';

/** The answer to "why is this (not) in Zendesk?" in one sentence, apart from any language. */
export interface Answer {
  readonly key: 'synced' | 'writing' | 'frozen' | 'waits' | 'waitsAfter' | 'heard';
  /** What it waits for, where it does. */
  readonly reason: string | undefined;
}

/** Answers "why is this (not) in Zendesk?" (X1). */
export function answerOf({
  state,
  reason,
  tickets,
}: Pick<ConversationView, 'state' | 'reason' | 'tickets'>): Answer {
  const written = tickets.length > 0;
  if (reason !== null) return { key: written ? 'waitsAfter' : 'waits', reason };
  if (state === 'held') return { key: written ? 'synced' : 'heard', reason: undefined };
  if (!written) return { key: 'writing', reason: undefined };
  return { key: state === 'frozen' ? 'frozen' : 'synced', reason: undefined };
}
