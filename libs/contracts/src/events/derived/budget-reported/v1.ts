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

/** How much of the organization's rate budget is left. */
export const budgetReportedV1 = defineEvent({
  type: 'parley.budget.reported.v1',
  summary: "How much of the organization's rate budget is left, bucket by bucket; at most one a second.",
  data: Type.Object({ ...version, organizationId: Id, at: Timestamp, buckets: Type.Array(BucketSchema) }),
});

/** How much of the organization's rate budget is left, in calls, bucket by bucket. */
export type BudgetReported = EventOf<typeof budgetReportedV1>;
