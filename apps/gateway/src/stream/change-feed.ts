import type { StreamChange } from '@parley/contracts';

/** What changed after a place, and the place up to which that is everything. */
export interface FeedPage {
  readonly changes: readonly StreamChange[];
  /** Opaque; good as the next place, on any replica. */
  readonly place: string;
}

/** Injects the `ChangeFeed`. */
export const CHANGE_FEED = Symbol('gateway.change-feed');

/** What changes, as every replica noted it. */
export interface ChangeFeed {
  /** The present place. */
  head(): Promise<string>;
  /**
   * Everything that was committed after the place, each once; undefined where that is not known any more, where it is too much to tell,
   * or where the place is none of this installation.
   */
  since(place: string): Promise<FeedPage | undefined>;
}
