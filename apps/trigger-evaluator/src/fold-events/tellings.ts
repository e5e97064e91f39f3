import type { Conversation, Decision } from '@parley/sync-policy';

/** The fact that moved a decision, for the trace. */
export interface MovedBy {
  readonly event: { readonly traceparent?: string; readonly tracestate?: string };
  /** The hop's own trace: the span the event was handled in. */
  readonly traceparent?: string;
}

/** A decision that others are told, with the conversation it is about. */
export interface Telling<Kind extends 'asked' | 'gates-told' = 'asked' | 'gates-told'> {
  readonly conversation: Conversation;
  readonly decision: Decision & { readonly kind: Kind };
  readonly movedBy: MovedBy | undefined;
}

/**
 * Collects what is to be told: the last word about each ticket and about each conversation's gates. A target is a
 * watermark, so a later one says everything that the earlier ones of the same transaction said.
 */
export class Tellings {
  private readonly last = new Map<string, Telling>();
  /** Decisions taken, by kind, told or not. */
  readonly counts = new Map<Decision['kind'], number>();

  add(conversation: Conversation, decision: Decision, movedBy: MovedBy | undefined): void {
    this.counts.set(decision.kind, (this.counts.get(decision.kind) ?? 0) + 1);
    if (decision.kind !== 'asked' && decision.kind !== 'gates-told') return;
    this.last.set(keyOf(conversation, decision), { conversation, decision, movedBy });
  }

  /** In the order in which each was first told of. */
  values(): IterableIterator<Telling> {
    return this.last.values();
  }
}

function keyOf(conversation: Conversation, decision: Telling['decision']): string {
  if (decision.kind === 'gates-told') return conversation.id;
  const { ownOf } = decision.ticket;
  // Ids hold no control characters, so parts cannot run into each other.
  return [conversation.id, decision.organizationId, ownOf?.source ?? '', ownOf?.id ?? ''].join('\n');
}
