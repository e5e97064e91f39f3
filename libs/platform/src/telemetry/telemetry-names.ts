/** Every span, metric and attribute name of our own. A standard semantic convention is always preferred to a new name here. */

/** The instrumentation scope of everything Parley records itself. */
export const SCOPE = 'parley';

/** Names of spans. */
export const SPAN = {
  /** Work on one conversation or lane, child of the fact's own trace. */
  decide: 'parley.decide',
  resolveCustomer: 'parley.resolve-customer',
  workLane: 'parley.work-lane',
  acceptEvents: 'parley.accept-events',
  copyInbound: 'parley.copy-inbound',
  relayOutbox: 'parley.relay-outbox',
} as const;

/** Names of metrics; units follow UCUM. */
export const METRIC = {
  eventsAccepted: 'parley.events.accepted',
  eventsRejected: 'parley.events.rejected',
  duplicatesSkipped: 'parley.duplicates.skipped',
  conversationsMoved: 'parley.conversations.moved',
  deadLetters: 'parley.dead_letters',
  batchSize: 'parley.batch.size',
  batchDuration: 'parley.batch.duration',
  decisions: 'parley.decisions',
  reevaluated: 'parley.reevaluated.conversations',
  customersResolved: 'parley.customers.resolved',
  lanesBehind: 'parley.lanes.behind',
  oldestTargetAge: 'parley.lanes.oldest_target_age',
  lanesParked: 'parley.lanes.parked',
  effects: 'parley.effects',
  effectsUnknown: 'parley.effects.unknown',
  attachments: 'parley.attachments',
  zendeskCalls: 'parley.zendesk.calls',
  zendeskCallDuration: 'parley.zendesk.call.duration',
  budgetLeft: 'parley.zendesk.budget.left',
  breakerState: 'parley.zendesk.breaker.state',
  alertMessages: 'parley.alert.messages',
  outboxPending: 'parley.outbox.pending',
  /** Statements sent to Postgres, BEGIN and COMMIT included: what a batch costs beside its rows. */
  postgresRoundTrips: 'parley.postgres.round_trips',
} as const;

/** Names of attributes; none may carry a person's name, address, handle or text. */
export const ATTRIBUTE = {
  organizationId: 'parley.organization.id',
  conversationId: 'parley.conversation.id',
  accountId: 'parley.account.id',
  ticketKey: 'parley.ticket.key',
  effectId: 'parley.effect.id',
  effectKind: 'parley.effect.kind',
  mode: 'parley.mode',
  trigger: 'parley.trigger',
  gate: 'parley.gate',
  reason: 'parley.reason',
  outcome: 'parley.outcome',
  epoch: 'parley.epoch',
  callClass: 'parley.zendesk.call_class',
  bucket: 'parley.zendesk.bucket',
  alertChannel: 'parley.alert.channel',
} as const;
