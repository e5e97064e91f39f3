import type { Conversation, Decision, Position } from '@parley/sync-policy';

/** The fact that moved a decision, for the trace. */
export interface MovedBy {
  readonly event: { readonly traceparent?: string; readonly tracestate?: string };
  /** The hop's own trace: the span the event was handled in. */
  readonly traceparent?: string;
}

/** Kinds of decisions that become messages. */
type ToldKind = 'asked' | 'gates-told' | 'noted';
type ToldDecision = Decision & { readonly kind: ToldKind };

/** A decision that goes on record with the next message about its conversation (architecture 3b). */
export interface OnRecord {
  readonly decision: Exclude<Decision, ToldDecision>;
  /** The last event of the conversation that a ticket could show when it was taken. */
  readonly after: Position;
}

/** A decision that others are told, with the conversation it is about. */
export interface Telling<Kind extends ToldKind = ToldKind> {
  readonly conversation: Conversation;
  readonly decision: Decision & { readonly kind: Kind };
  readonly movedBy: MovedBy | undefined;
  /** What was decided before it and stands in no other message. */
  readonly decided: readonly OnRecord[];
}

/**
 * Collects what is to be told: the last word about each ticket and about each conversation's gates. A target is a
 * watermark, so a later one says everything that the earlier ones of the same transaction said. Every other decision goes
 * on record with the message that follows it, and with the later one where that takes its place.
 */
export class Tellings {
  private readonly last = new Map<string, Telling>();
  private readonly untold = new Map<string, OnRecord[]>();
  /** Decisions taken, by kind, told or not. */
  readonly counts = new Map<Decision['kind'], number>();

  add(conversation: Conversation, decision: Decision, movedBy: MovedBy | undefined): void {
    this.counts.set(decision.kind, (this.counts.get(decision.kind) ?? 0) + 1);
    if (isTold(decision)) this.tell(conversation, decision, movedBy);
    else this.keep(conversation, decision);
  }

  /** In the order in which each was first told of. */
  values(): IterableIterator<Telling> {
    return this.last.values();
  }

  private keep(conversation: Conversation, decision: OnRecord['decision']): void {
    const one = { decision, after: conversation.latest };
    const known = this.untold.get(conversation.id);
    if (known === undefined) this.untold.set(conversation.id, [one]);
    else known.push(one);
  }

  private tell(conversation: Conversation, decision: ToldDecision, movedBy: MovedBy | undefined): void {
    const key = keyOf(conversation, decision);
    const noted = noteKey(conversation);
    const before = [
      ...(this.last.get(key)?.decided ?? []),
      ...(key === noted ? [] : (this.last.get(noted)?.decided ?? [])),
      ...(this.untold.get(conversation.id) ?? []),
    ];
    if (key !== noted) this.last.delete(noted);
    this.untold.delete(conversation.id);
    this.last.set(key, { conversation, decision, movedBy, decided: withoutImplied(before, decision) });
  }
}

function isTold(decision: Decision): decision is ToldDecision {
  return decision.kind === 'asked' || decision.kind === 'gates-told' || decision.kind === 'noted';
}

/** Of a ticket's advances in a row the last says everything; one right before a target is said by the target. */
function withoutImplied(decided: readonly OnRecord[], told: ToldDecision): readonly OnRecord[] {
  return decided.filter(({ decision }, index) => {
    if (decision.kind !== 'advanced') return true;
    const next = decided[index + 1]?.decision ?? told;
    return !(
      (next.kind === 'advanced' || next.kind === 'asked') &&
      next.organizationId === decision.organizationId
    );
  });
}

function keyOf(conversation: Conversation, decision: ToldDecision): string {
  if (decision.kind === 'noted') return noteKey(conversation);
  if (decision.kind === 'gates-told') return conversation.id;
  const { ownOf } = decision.ticket;
  // Ids hold no control characters, so parts cannot run into each other.
  return [conversation.id, decision.organizationId, ownOf?.source ?? '', ownOf?.id ?? ''].join('\n');
}

function noteKey({ id }: Conversation): string {
  return `${id}\nnoted`;
}
