import { type Static, Type } from '@sinclair/typebox';
import { EventRefSchema } from '../envelope/cloud-event';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Count, HttpUrl, Nullable, OneOf, ZendeskId } from '../schema/primitives';

/** Media types of the three CloudEvents content modes on `POST /v1/events`. */
export const EVENT_MEDIA_TYPES = {
  binary: 'application/json',
  structured: 'application/cloudevents+json',
  batch: 'application/cloudevents-batch+json',
} as const;

/** Schema of {@link RejectedEvent}. */
export const RejectedEventSchema = Type.Object({
  index: Count,
  id: Nullable(Type.String()),
  code: Type.String(),
  detail: Type.String(),
  pointer: Type.String(),
});

/** An event that was not accepted: `index` is its place in the request, `pointer` leads into its structured form. */
export type RejectedEvent = DeepReadonly<Static<typeof RejectedEventSchema>>;

/** Schema of {@link PublishAnswer}. */
export const PublishAnswerSchema = Type.Object(
  { accepted: Count, rejected: Type.Array(RejectedEventSchema) },
  { description: 'Accepted means: acknowledged by every in-sync replica of the log' },
);

/** Answer 202 of `POST /v1/events`: how many events the log has, and which it does not have. */
export type PublishAnswer = DeepReadonly<Static<typeof PublishAnswerSchema>>;

/** Query of `GET /v1/events/status`. */
export const EventStatusQuerySchema = Closed(EventRefSchema.properties);

/** Schema of {@link EventStatus}. */
export const EventStatusSchema = Type.Object({
  state: OneOf(['accepted', 'applied', 'synced', 'held', 'parked']),
  duplicates: Count,
  conversation: Type.Optional(Type.String()),
  tickets: Type.Optional(
    Type.Array(Type.Object({ zendeskTicketId: ZendeskId, url: Type.Optional(HttpUrl) })),
  ),
  reason: Type.Optional(Type.String()),
});

/** What became of an event (X4). */
export type EventStatus = DeepReadonly<Static<typeof EventStatusSchema>>;
