import type { TicketEvent } from '@parley/contracts';
import type { IgnoredEffect } from '@parley/ticket-content';

/** What a person orders for a parked lane (X3). */
export type Order = {
  readonly organizationId: string;
  readonly ticketKey: string;
} & (
  | { readonly kind: 'retry' }
  /** Goes past the effect that the lane is parked on, if it still is. */
  | {
      readonly kind: 'ignore';
      readonly effectId: string;
      readonly ignored: Omit<IgnoredEffect, 'reason'>;
    }
);

/** What an order changed. */
export interface CarriedOut {
  readonly events: readonly TicketEvent[];
  /** Whether a lane may work now that might not before. */
  readonly anyMayWork: boolean;
}

/** Parked lanes, as the error desk acts on them. An order for a lane that is not parked (any more) changes nothing. */
export interface ParkedLanes {
  carryOut(orders: readonly Order[], now: Date): Promise<CarriedOut>;
}
