import { chooseCustomerV1 } from './commands/choose-customer/v1';
import { ignoreParkedV1 } from './commands/ignore-parked/v1';
import { retryParkedV1 } from './commands/retry-parked/v1';
import type { EventOf } from './define-event';
import { authorizationLostV1 } from './derived/authorization-lost/v1';
import { authorizationRestoredV1 } from './derived/authorization-restored/v1';
import { breakerChangedV1 } from './derived/breaker-changed/v1';
import { budgetReportedV1 } from './derived/budget-reported/v1';
import { customerBlockedV1 } from './derived/customer-blocked/v1';
import { customerResolvedV1 } from './derived/customer-resolved/v1';
import { effectChangedV1 } from './derived/effect-changed/v1';
import { syncDecidedV1 } from './derived/sync-decided/v1';
import { syncHeldV1 } from './derived/sync-held/v1';
import { syncRequestedV1 } from './derived/sync-requested/v1';
import { ticketClosedV1 } from './derived/ticket-closed/v1';
import { ticketCreatedV1 } from './derived/ticket-created/v1';
import { ticketHeldV1 } from './derived/ticket-held/v1';
import { ticketParkedV1 } from './derived/ticket-parked/v1';
import { ticketResumedV1 } from './derived/ticket-resumed/v1';
import { ticketUpdatedV1 } from './derived/ticket-updated/v1';

/** Every version of every event between Parley's own services, by the topic that carries it. */
export const DERIVED_EVENTS = {
  syncRequests: [syncRequestedV1, syncHeldV1, syncDecidedV1],
  customerEvents: [customerResolvedV1, customerBlockedV1],
  ticketEvents: [
    ticketCreatedV1,
    ticketUpdatedV1,
    ticketClosedV1,
    ticketHeldV1,
    ticketParkedV1,
    ticketResumedV1,
    effectChangedV1,
  ],
  connectionEvents: [authorizationLostV1, authorizationRestoredV1, breakerChangedV1, budgetReportedV1],
  commands: [retryParkedV1, ignoreParkedV1, chooseCustomerV1],
} as const;

/** Logical name of a topic that carries derived events. */
export type DerivedTopic = keyof typeof DERIVED_EVENTS;

/** The events of one derived topic; tell them apart by `type`. */
export type DerivedEventOf<Topic extends DerivedTopic> = EventOf<(typeof DERIVED_EVENTS)[Topic][number]>;

/** Any derived event. */
export type DerivedEvent = { [Topic in DerivedTopic]: DerivedEventOf<Topic> }[DerivedTopic];

/** A decision of trigger-evaluator. */
export type SyncEvent = DerivedEventOf<'syncRequests'>;
/** What customer-service found out about a requester. */
export type CustomerEvent = DerivedEventOf<'customerEvents'>;
/** What ticket-writer did, or could not do. */
export type TicketEvent = DerivedEventOf<'ticketEvents'>;
/** State of an organization's connection. */
export type ConnectionEvent = DerivedEventOf<'connectionEvents'>;
/** What people order. */
export type Command = DerivedEventOf<'commands'>;
