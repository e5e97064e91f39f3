import { Inject } from '@nestjs/common';
import { CLOCK, isDatabaseUnavailable } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { PUBLISHER_STORE } from './publisher';
import type { Publisher, PublisherStore } from './publisher';
import { hashPublisherToken } from './publisher-token';

/** A removed or changed publisher takes effect on every replica within this time. */
const FRESH_MS = 1_000;
/** While the database is away, a credential that was good is good for this long: events must not be lost for it. */
const TRUSTED_WITHOUT_DATABASE_MS = 10 * 60_000;
/** Bound of the cache: unknown credentials are remembered too, so that guessing costs no database. */
const MOST_ENTRIES = 10_000;

interface Entry {
  readonly publisher: Publisher | undefined;
  readonly readAtMs: number;
}

/** Looks publishers up by their credential, from memory on the hot path. */
export class PublisherCredentials {
  private readonly entries = new Map<string, Entry>();
  private readonly reading = new Map<string, Promise<Publisher | undefined>>();

  constructor(
    @Inject(PUBLISHER_STORE) private readonly store: Pick<PublisherStore, 'findByTokenHash'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The publisher with this credential. Throws when the database is away and the credential is not known in memory. */
  find(token: string): Promise<Publisher | undefined> | Publisher | undefined {
    const entry = this.entries.get(token);
    if (entry !== undefined && this.ageOf(entry) < FRESH_MS) return entry.publisher;
    const reading = this.reading.get(token) ?? this.read(token, entry);
    this.reading.set(token, reading);
    return reading;
  }

  /** Forgets everything, so that the next request reads the store: called after this replica changed a publisher. */
  forget(): void {
    this.entries.clear();
  }

  private async read(token: string, known: Entry | undefined): Promise<Publisher | undefined> {
    try {
      const publisher = await this.store.findByTokenHash(hashPublisherToken(token));
      this.remember(token, publisher);
      return publisher;
    } catch (error) {
      const trusted = known?.publisher !== undefined && this.ageOf(known) < TRUSTED_WITHOUT_DATABASE_MS;
      if (trusted && isDatabaseUnavailable(error)) return known.publisher;
      throw error;
    } finally {
      this.reading.delete(token);
    }
  }

  private remember(token: string, publisher: Publisher | undefined): void {
    this.entries.delete(token);
    const oldest = this.entries.keys().next();
    if (this.entries.size >= MOST_ENTRIES && !oldest.done) this.entries.delete(oldest.value);
    this.entries.set(token, { publisher, readAtMs: this.clock.monotonicMs() });
  }

  private ageOf(entry: Entry): number {
    return this.clock.monotonicMs() - entry.readAtMs;
  }
}
