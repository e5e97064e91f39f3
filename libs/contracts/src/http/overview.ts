import { type Static, Type } from '@sinclair/typebox';
import { OrganizationStateSchema } from '../organization/document';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Count, Id, OneOf, Timestamp } from '../schema/primitives';
import { ALERT_KINDS } from './alerts';
import { BacklogViewSchema, BudgetLineViewSchema } from './budget';

/** Minutes that the overview shows. */
export const OVERVIEW_MINUTES = 60;

/** Schema of {@link ThroughputPoint}. */
export const ThroughputPointSchema = Type.Object({
  minute: Timestamp,
  events: Type.Integer({ minimum: 0, description: 'Conversation events that came in, duplicates left out' }),
  messages: Type.Integer({ minimum: 0, description: 'Messages and notes that were brought to Zendesk' }),
});

/** What happened in one minute, which begins at `minute`. */
export type ThroughputPoint = DeepReadonly<Static<typeof ThroughputPointSchema>>;

const parkedReason = { organizationId: Id, reason: Type.String(), count: Count, oldestSince: Timestamp };

/** Schema of {@link OrganizationOverview}. */
export const OrganizationOverviewSchema = Type.Object({
  organizationId: Id,
  name: Type.String(),
  state: OrganizationStateSchema,
  lanesBehind: Type.Integer({ minimum: 0, description: 'Tickets that should show more than they do' }),
  oldestBehindSince: Type.Optional(Timestamp),
  breakers: Type.Array(
    Type.Object({
      endpointClass: Type.String(),
      state: OneOf(['open', 'half-open']),
      processes: Count,
      since: Timestamp,
    }),
    { description: 'Circuit breakers that are not closed' },
  ),
  budget: Type.Array(BudgetLineViewSchema),
  backlog: Type.Optional(BacklogViewSchema),
  openAlerts: Count,
});

/** How one connected organization is. */
export type OrganizationOverview = DeepReadonly<Static<typeof OrganizationOverviewSchema>>;

/** Schema of {@link OverviewView}. */
export const OverviewSchema = Type.Object({
  at: Timestamp,
  throughput: Type.Array(ThroughputPointSchema, {
    description: 'The last 60 minutes, oldest first; the last one is the present, unfinished minute',
  }),
  freshnessSeconds: Type.Number({
    minimum: 0,
    description:
      'For how long the ticket that waits longest has got no further, of those that nothing stops; 0 where all are up to date',
  }),
  lanesBehind: Type.Integer({
    minimum: 0,
    description: 'Tickets that should show more than they do and that nothing stops, counted up to 10,000',
  }),
  conversations: Type.Object(
    { held: Count, syncing: Count, frozen: Count, parked: Count, blocked: Count },
    { description: 'Conversations by state, counted up to 10,000 each' },
  ),
  parked: Type.Array(Type.Object(parkedReason), { description: 'What waits for a person, most first' }),
  alerts: Type.Array(
    Type.Object({
      id: Id,
      organizationId: Id,
      kind: OneOf(ALERT_KINDS),
      reason: Type.String(),
      count: Count,
      since: Timestamp,
    }),
    { description: 'Open alerts, oldest first, 100 at most' },
  ),
  organizations: Type.Array(OrganizationOverviewSchema, {
    description: 'Connected organizations, oldest first, 200 at most; disconnected ones are left out',
  }),
});

/** Answer of `GET /v1/overview`. */
export type OverviewView = DeepReadonly<Static<typeof OverviewSchema>>;
