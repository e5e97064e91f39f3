import type { AlertChannel, AlertMessage, AlertView } from '@parley/contracts';
import type { AlertChange, OpenAlert, StandingCause } from './fold-causes';

/** Everything that decides about alerts, of one moment. */
export interface AlertPicture {
  readonly open: readonly OpenAlert[];
  readonly standing: readonly StandingCause[];
  /** Names of the organizations that `open` and `standing` speak of, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** The store's own time. */
  readonly now: Date;
}

/** What is put down: what became of an alert, and each message about it as it will be sent, however often. */
export interface AlertEntry {
  readonly change: AlertChange;
  readonly messages: readonly {
    readonly id: string;
    readonly channel: AlertChannel;
    readonly body: AlertMessage;
  }[];
}

/** A message that this process, and no other, shall send now. */
export interface DueMessage {
  /** The same at every attempt. */
  readonly id: string;
  readonly channel: AlertChannel;
  readonly body: AlertMessage;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** What the list is narrowed to. */
export interface AlertFilter {
  readonly organizationId?: string;
  readonly state?: 'open' | 'resolved';
}

/** Injects the `AlertStore`. */
export const ALERT_STORE = Symbol('gateway.alert-store');

/** Alerts, and the messages about them, kept with the read model that they come from. */
export interface AlertStore {
  /**
   * Lets `decide` say what becomes of the alerts, and puts it down with its messages, in one transaction. Of several replicas one
   * does so at a time; false when another one is at it.
   *
   * @param behindMs how long a ticket may not get any further before it counts as behind
   */
  review(behindMs: number, decide: (picture: AlertPicture) => readonly AlertEntry[]): Promise<boolean>;
  /** Claims messages that are due on these channels for `leaseMs`; of one alert and channel, one after the other. */
  claim(channels: readonly AlertChannel[], leaseMs: number, limit: number): Promise<readonly DueMessage[]>;
  /** Notes that a message was delivered. */
  delivered(message: Pick<DueMessage, 'id' | 'channel'>): Promise<void>;
  /** Notes why a message was not delivered; it is due again after `againMs`, or never. */
  failed(message: DueMessage, fault: string, againMs: number | undefined): Promise<void>;
  /** Newest first, after the given place. */
  list(
    filter: AlertFilter,
    limit: number,
    after?: { readonly since: string; readonly id: string },
  ): Promise<readonly AlertView[]>;
}
