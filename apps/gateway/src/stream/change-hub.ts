import { Inject } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { StreamQuery } from '@parley/contracts';
import { CLOCK, createLogger } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { CHANGE_FEED } from './change-feed';
import type { ChangeFeed } from './change-feed';
import { ChangeReader } from './change-reader';
import type { EventSink } from './change-reader';

/** How often a replica that has readers asks what changed, in milliseconds, however many readers there are. */
const ASK_EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
/** How long a stream lasts, in milliseconds: who comes back is asked for a credential again. */
const LASTS_MS = 15 * 60 * 1_000;

const logger = createLogger('stream');

/** A reader with the time at which its stream ends. */
interface OpenStream {
  readonly reader: ChangeReader;
  readonly untilMs: number;
}

/** A stream that somebody opened. */
export interface OpenedStream {
  /** The reader takes more again. */
  ready(): void;
  /** The reader is gone. */
  close(): void;
}

/**
 * Tells all open streams of this replica what changed. One question to the database serves all of them, and none is asked while there
 * are none; whichever replica made a change, all see it.
 */
export class ChangeHub implements BeforeApplicationShutdown {
  private readonly streams = new Set<OpenStream>();
  private place = '';
  private timer: NodeJS.Timeout | undefined;
  private beatenAtMs = 0;
  private stopping = false;

  constructor(
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Opens a stream. With the place of an earlier one it goes on from there where that is still known. `open` is called once the
   * database has answered, and gives where the events go.
   */
  async open(
    query: StreamQuery,
    lastEventId: string | undefined,
    open: () => EventSink,
  ): Promise<OpenedStream> {
    const resumed = lastEventId === undefined ? undefined : await this.feed.since(lastEventId);
    const place = resumed?.place ?? (await this.feed.head());
    const now = this.clock.monotonicMs();
    const sink = open();
    const reader = new ChangeReader(sink, query, place);
    const stream: OpenStream = { reader, untilMs: now + LASTS_MS };
    if (resumed !== undefined) reader.take(resumed.changes, place, now);
    else reader.startAnew(lastEventId === undefined ? 'started' : 'gap', place, now);
    if (this.stopping) sink.end();
    else this.add(stream, place);
    return {
      ready: () => reader.ready(this.clock.monotonicMs()),
      close: () => this.streams.delete(stream),
    };
  }

  /** Ends all streams, so that nothing waits for them. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
    clearTimeout(this.timer);
    for (const { reader } of this.streams) reader.end();
    this.streams.clear();
  }

  /** A newcomer may be ahead of the others, and is told a little twice; being behind, it would miss something. */
  private add(stream: OpenStream, place: string): void {
    if (this.streams.size === 0) this.place = place;
    this.streams.add(stream);
    if (this.timer === undefined) this.askLater();
  }

  private askLater(): void {
    this.timer = setTimeout(() => {
      void this.ask().finally(() => {
        this.timer = undefined;
        if (!this.stopping && this.streams.size > 0) this.askLater();
      });
    }, ASK_EVERY_MS);
    this.timer.unref();
  }

  private async ask(): Promise<void> {
    try {
      const page = await this.feed.since(this.place);
      const place = page?.place ?? (await this.feed.head());
      const now = this.clock.monotonicMs();
      this.place = place;
      for (const { reader } of this.streams) {
        if (page === undefined) reader.startAnew('slow', place, now);
        else reader.take(page.changes, place, now);
      }
    } catch (error) {
      // The database is away: the place stays, and what changed meanwhile is told once it is back.
      logger.warn({ error: error instanceof Error ? error.name : typeof error }, 'changes could not be read');
    }
    this.beat(this.clock.monotonicMs());
  }

  private beat(now: number): void {
    const isDue = now - this.beatenAtMs >= HEARTBEAT_MS;
    if (isDue) this.beatenAtMs = now;
    for (const stream of this.streams) {
      const isAlive = !isDue || stream.reader.beat(now);
      if (isAlive && now < stream.untilMs) continue;
      this.streams.delete(stream);
      stream.reader.end();
    }
  }
}
