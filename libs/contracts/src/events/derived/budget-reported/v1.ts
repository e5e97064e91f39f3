import { Type } from '@sinclair/typebox';
import { Id, Timestamp } from '../../../schema/primitives';
import { defineEvent, type EventOf } from '../../define-event';
import { version } from '../../shared/version';

const BucketSchema = Type.Object({
  bucket: Type.String({ minLength: 1 }),
  perMinute: Type.Number({ minimum: 0 }),
  left: Type.Number(),
  pausedUntil: Type.Optional(Timestamp),
});

const BacklogSchema = Type.Object({
  tickets: Type.Integer({ minimum: 0 }),
  creates: Type.Integer({ minimum: 0 }),
  oldestSince: Type.Optional(Timestamp),
  drainSeconds: Type.Optional(Type.Number({ minimum: 0 })),
});

/** How much of the organization's rate budget is left, and how many tickets wait for it. */
export const budgetReportedV1 = defineEvent({
  type: 'parley.budget.reported.v1',
  summary:
    "How much of the organization's rate budget is left, bucket by bucket, and how many tickets are behind; at most one a second.",
  data: Type.Object({
    ...version,
    organizationId: Id,
    at: Timestamp,
    buckets: Type.Array(BucketSchema),
    backlog: Type.Optional(BacklogSchema),
  }),
});

/** How much of the organization's rate budget is left, in calls, bucket by bucket. */
export type BudgetReported = EventOf<typeof budgetReportedV1>;
