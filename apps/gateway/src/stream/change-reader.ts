import type { StreamChange, StreamChanged, StreamQuery, StreamReset } from '@parley/contracts';

/** Where the events of one reader go. */
export interface EventSink {
  /** False when the reader takes no more for the moment; `ready` of the reader is called once it does again. */
  write(text: string): boolean;
  end(): void;
}

/** Most changes that wait for one reader; of a reader that is slower, all are forgotten and it is told to begin anew. */
const MOST_WAITING = 1_000;
/** How long a reader may take nothing before it is cut off, in milliseconds; it comes back by itself. */
const STUCK_AFTER_MS = 60_000;

/** One open stream: filters, merges what waits, and never keeps more than {@link MOST_WAITING} changes. */
export class ChangeReader {
  private readonly waiting = new Map<string, StreamChange>();
  private reset: StreamReset['reason'] | undefined;
  private place: string;
  private blockedSince: number | undefined;

  constructor(
    private readonly sink: EventSink,
    private readonly filter: StreamQuery,
    place: string,
  ) {
    this.place = place;
  }

  /** Takes what changed up to a place. */
  take(changes: readonly StreamChange[], place: string, nowMs: number): void {
    this.place = place;
    for (const change of changes) {
      if (!concerns(this.filter, change)) continue;
      const key = `${change.kind} ${change.id}`;
      // Told again where it changed again, so that it stands behind what it may follow from.
      this.waiting.delete(key);
      this.waiting.set(key, change);
    }
    if (this.waiting.size > MOST_WAITING) this.startAnew('slow', place, nowMs);
    else this.flush(nowMs);
  }

  /** Tells the reader to ask for everything anew: what happened up to this place is not told. */
  startAnew(reason: StreamReset['reason'], place: string, nowMs: number): void {
    this.place = place;
    this.waiting.clear();
    this.reset = reason;
    this.flush(nowMs);
  }

  /** Keeps the connection in use; false when the reader has taken nothing for so long that it should be cut off. */
  beat(nowMs: number): boolean {
    if (this.blockedSince !== undefined) return nowMs - this.blockedSince < STUCK_AFTER_MS;
    // An event without data is not given to the page, but its id is kept: who is away for a while comes back to here.
    this.write(`: heartbeat\nid: ${this.place}\n\n`, nowMs);
    return true;
  }

  /** The reader takes more again. */
  ready(nowMs: number): void {
    this.blockedSince = undefined;
    this.flush(nowMs);
  }

  end(): void {
    this.sink.end();
  }

  private flush(nowMs: number): void {
    if (this.blockedSince !== undefined) return;
    if (this.reset !== undefined) {
      const data: StreamReset = { reason: this.reset };
      this.reset = undefined;
      this.write(eventText('reset', this.place, data), nowMs);
    } else if (this.waiting.size > 0) {
      const data: StreamChanged = { changes: [...this.waiting.values()] };
      this.waiting.clear();
      this.write(eventText('changed', this.place, data), nowMs);
    }
  }

  private write(text: string, nowMs: number): void {
    if (!this.sink.write(text)) this.blockedSince = nowMs;
  }
}

function concerns({ organizationId, conversationId }: StreamQuery, change: StreamChange): boolean {
  if (conversationId !== undefined)
    return (change.kind === 'conversation' || change.kind === 'parked') && change.id === conversationId;
  return (
    organizationId === undefined ||
    change.organizationId === undefined ||
    change.organizationId === organizationId
  );
}

function eventText(event: string, id: string, data: StreamChanged | StreamReset): string {
  return `event: ${event}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`;
}
