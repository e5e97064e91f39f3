import type { BacklogView, ConnectionEvent } from '@parley/contracts';
import type { Transaction } from '@parley/platform';

/** Injects the {@link BacklogStore}. */
export const BACKLOG_STORE = Symbol('gateway.backlog-store');
/** Injects the {@link KeepBacklogs}. */
export const KEEP_BACKLOGS = Symbol('gateway.keep-backlogs');

/** What ticket-writer told last about backlogs. */
export interface BacklogStore {
  /** The backlog of an organization; undefined when it never had one. */
  find(organizationId: string): Promise<BacklogView | undefined>;
}

/** Keeps what reports tell of backlogs, the newest of each organization, inside a transaction. */
export type KeepBacklogs = (tx: Transaction, events: readonly ConnectionEvent[]) => Promise<void>;
