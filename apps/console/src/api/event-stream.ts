import type { StreamChange, StreamChanged } from '@parley/contracts';

/** Whether changes are told at once, soon again, or are asked for now and then. */
export type StreamState = 'live' | 'reconnecting' | 'polling';

/** What the stream tells whom. */
export interface StreamListener {
  onChanges(changes: readonly StreamChange[]): void;
  /** What was missed is not known: everything may have changed. */
  onReset(): void;
  onState(state: StreamState): void;
}

/** The part of the browser's `EventSource` that is used. */
export type Source = Pick<EventSource, 'addEventListener' | 'close' | 'readyState'>;

const CLOSED = 2;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** Failures in a row after which pages ask now and then instead of waiting to be told. */
const FAILURES_UNTIL_POLLING = 3;
/** How often pages ask while there is no stream. */
const POLL_MS = 30_000;

/** How long to wait before the stream is asked for again, after so many failures in a row. */
export function waitAfter(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(failures - 1, 0), LONGEST_WAIT_MS);
}

/**
 * Keeps one stream open. The browser itself reconnects and resumes a stream that breaks; where it gives up, because the answer was no
 * stream, a new one is asked for, less and less often.
 */
export class EventStream {
  private source: Source | undefined;
  private failures = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private poll: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly open: () => Source,
    private readonly listener: StreamListener,
  ) {}

  start(): void {
    if (this.source !== undefined || this.retry !== undefined) return;
    const source = this.open();
    this.source = source;
    source.addEventListener('open', () => this.opened());
    source.addEventListener('error', () => this.failed(source));
    source.addEventListener('changed', (event) => {
      const changed = read((event as MessageEvent<string>).data);
      if (changed === undefined) this.listener.onReset();
      else this.listener.onChanges(changed.changes);
    });
    source.addEventListener('reset', () => this.listener.onReset());
  }

  /** Ends it; it can be started again. */
  stop(): void {
    this.source?.close();
    this.source = undefined;
    clearTimeout(this.retry);
    this.retry = undefined;
    this.stopPolling();
    this.failures = 0;
  }

  private opened(): void {
    this.failures = 0;
    this.stopPolling();
    this.listener.onState('live');
  }

  private failed(source: Source): void {
    if (source !== this.source) return;
    this.failures += 1;
    if (this.failures >= FAILURES_UNTIL_POLLING) this.startPolling();
    else this.listener.onState('reconnecting');
    if (source.readyState !== CLOSED) return;
    source.close();
    this.source = undefined;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.start();
    }, waitAfter(this.failures));
  }

  private startPolling(): void {
    this.listener.onState('polling');
    this.poll ??= setInterval(() => this.listener.onReset(), POLL_MS);
  }

  private stopPolling(): void {
    clearInterval(this.poll);
    this.poll = undefined;
  }
}

function read(data: string): StreamChanged | undefined {
  try {
    return JSON.parse(data) as StreamChanged;
  } catch {
    return undefined;
  }
}
