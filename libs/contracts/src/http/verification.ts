import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../envelope/cloud-event';
import { ModeSchema } from '../events/shared/gates';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, HttpUrl, Id, Nullable, OneOf, Timestamp, ZendeskId } from '../schema/primitives';

/** The steps of the guide, in its order (A7). */
export const VERIFICATION_STEPS = [
  'message-arrived',
  'reply-or-team',
  'ticket-created',
  'history-complete',
] as const;

/** Query of `GET /v1/organizations/{id}/verification`. */
export const VerificationQuerySchema = Closed({
  conversationId: Type.Optional(Id),
});

/** Schema of {@link VerificationStep}. */
export const VerificationStepSchema = Type.Object({
  step: OneOf(VERIFICATION_STEPS),
  state: OneOf(['ok', 'waiting', 'failed'], {
    description:
      '`failed`: it will not come by itself; `waiting`: it may, or an earlier step has to come first',
  }),
  since: Type.Optional(Timestamp),
  mode: Type.Optional(ModeSchema),
  reason: Type.Optional(Type.String({ description: 'Stable code of what is missing; absent where ok' })),
  missing: Type.Optional(Type.String({ description: 'What is missing, in words' })),
  todo: Type.Optional(Type.String({ description: 'How to mend it' })),
});

/** One step of the guide. */
export type VerificationStep = DeepReadonly<Static<typeof VerificationStepSchema>>;

/** Schema of {@link HistoryComparison}. */
export const HistoryComparisonSchema = Type.Object({
  zendeskTicketId: ZendeskId,
  url: HttpUrl,
  expected: Type.Object({ offset: Count }, { description: 'How far the ticket shall show the conversation' }),
  marked: Nullable(
    Type.Object({ offset: Count }, { description: "What Parley's newest mark on the ticket says it shows" }),
  ),
  comments: Type.Integer({
    minimum: 0,
    description: 'Comments among the newest 500 changes of the ticket in Zendesk',
  }),
  comparedAt: Timestamp,
});

/** What Zendesk says about the newest ticket of the conversation, beside what it should say. */
export type HistoryComparison = DeepReadonly<Static<typeof HistoryComparisonSchema>>;

/** Schema of {@link RoutingView}. */
export const RoutingViewSchema = Type.Object({
  conversationId: Id,
  event: EventRefSchema,
  at: Timestamp,
  email: OneOf(['valid', 'invalid', 'missing'], {
    description: 'What the configured e-mail field held when the conversation was routed',
  }),
});

/** A routing to the configured team, and whether a valid e-mail preceded it. */
export type RoutingView = DeepReadonly<Static<typeof RoutingViewSchema>>;

/** Schema of {@link VerificationView}. */
export const VerificationSchema = Type.Object({
  conversationId: Nullable(Id),
  steps: Type.Array(VerificationStepSchema, { description: 'All four, in order' }),
  history: Type.Optional(HistoryComparisonSchema),
  lastRoutings: Type.Array(RoutingViewSchema, {
    description:
      'The last 20 routings to the configured team, newest first; one about which nothing is decided yet is left out',
  }),
});

/** Answer of `GET /v1/organizations/{id}/verification`; without a conversation in the query, of the one heard of last. */
export type VerificationView = DeepReadonly<Static<typeof VerificationSchema>>;
