import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Timestamp } from '../schema/primitives';

/** Schema of {@link BudgetLineView}. */
export const BudgetLineViewSchema = Type.Object({
  bucket: Type.String({
    description:
      'What the limit counts: `account`, `ticket-updates`, `user-writes`, `ticket:<id>`, or `route:<method> <path>` for a kind of call',
  }),
  limit: Type.Number({ description: 'Calls in a window that Zendesk allows, as far as is known' }),
  usable: Type.Number({ description: 'Calls in a window that Parley allows itself' }),
  windowSeconds: Type.Number(),
  used: Type.Number({ description: 'Calls of the last window, of all replicas' }),
  left: Type.Number({ description: 'Calls that may still be made in this window' }),
  pausedForSeconds: Type.Number({ description: 'Time until the pause of a 429 ends; 0 when there is none' }),
});

/** Use of one limit of an organization. */
export type BudgetLineView = DeepReadonly<Static<typeof BudgetLineViewSchema>>;

/** Schema of {@link BacklogView}. */
export const BacklogViewSchema = Type.Object({
  at: Timestamp,
  tickets: Type.Integer({ minimum: 0, description: 'Tickets that are behind and could be written to' }),
  creates: Type.Integer({ minimum: 0, description: 'Of them, those that are not created yet' }),
  oldestSince: Type.Optional(Timestamp),
  drainSeconds: Type.Optional(
    Type.Number({
      minimum: 0,
      description: 'Least time until all are written, with one call each; absent while the budget is unknown',
    }),
  ),
});

/** How far an organization is behind. */
export type BacklogView = DeepReadonly<Static<typeof BacklogViewSchema>>;

/** Schema of {@link BudgetView}. */
export const BudgetViewSchema = Type.Object({
  buckets: Type.Array(BudgetLineViewSchema),
  backlog: BacklogViewSchema,
});

/** Answer of `GET /v1/organizations/{id}/budget`. */
export type BudgetView = DeepReadonly<Static<typeof BudgetViewSchema>>;
