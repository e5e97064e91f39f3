/** A system that may publish events, with what it is limited to. */
export interface Publisher {
  /** UUID. */
  readonly id: string;
  readonly name: string;
  /** Its events' `source` must start with this; null for any. */
  readonly sourcePrefix: string | null;
  /** Ids in its events (event, conversation, contact, account, message) must start with this; null for any. */
  readonly idPrefix: string | null;
  /** Most events a minute over all replicas; null for no limit. */
  readonly eventsPerMinute: number | null;
  /** RFC 3339. */
  readonly createdAt: string;
  /** `sub` of the administrator who made it. */
  readonly createdBy: string;
}

/** What an administrator can set on a publisher. */
export type PublisherSettings = Pick<Publisher, 'name' | 'sourcePrefix' | 'idPrefix' | 'eventsPerMinute'>;

/** Injects the `PublisherStore`. */
export const PUBLISHER_STORE = Symbol('gateway.publisher-store');

/** Where publishers are kept. Only the hash of a credential is ever stored. */
export interface PublisherStore {
  add(publisher: Publisher, tokenHash: Buffer): Promise<void>;
  /** By name, then id, after the given place. */
  list(limit: number, after?: { readonly name: string; readonly id: string }): Promise<readonly Publisher[]>;
  /** The changed publisher, or undefined when there is none with that id. */
  change(id: string, settings: Partial<PublisherSettings>): Promise<Publisher | undefined>;
  /** False when there was none. */
  remove(id: string): Promise<boolean>;
  findByTokenHash(tokenHash: Buffer): Promise<Publisher | undefined>;
  /**
   * Takes `wanted` events of the publisher's allowance for the current minute, all or nothing.
   * `windowLeftMs` is how long this minute still lasts, by the database's clock.
   */
  takeAllowance(
    id: string,
    wanted: number,
    perMinute: number,
  ): Promise<{ readonly granted: boolean; readonly windowLeftMs: number }>;
}
