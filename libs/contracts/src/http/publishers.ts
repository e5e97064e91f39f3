import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, Line, Nullable, Timestamp } from '../schema/primitives';
import { pageQuery, PageOf } from './problem';

const Prefix = Line(128);
const EventsPerMinute = Type.Integer({ minimum: 1, maximum: 10_000_000 });

/** Body of `POST /v1/publishers`. */
export const AddPublisherSchema = Closed({
  name: Line(128),
  sourcePrefix: Type.Optional(Nullable(Prefix)),
  idPrefix: Type.Optional(Nullable(Prefix)),
  eventsPerMinute: Type.Optional(Nullable(EventsPerMinute)),
});

/** A publisher to admit, with what it is limited to. */
export type AddPublisher = DeepReadonly<Static<typeof AddPublisherSchema>>;

/** Answer of `POST /v1/publishers`. */
export const PublisherCredentialSchema = Type.Object({
  id: Id,
  token: Type.String({ description: 'Bearer credential; shown this once' }),
});

/** A new publisher's credential: shown once, only its hash is kept. */
export type PublisherCredential = DeepReadonly<Static<typeof PublisherCredentialSchema>>;

/** Body of `PATCH /v1/publishers/{id}`: `null` lifts a limit. */
export const ChangePublisherSchema = Type.Partial(AddPublisherSchema);

/** A change of a publisher; `null` lifts a limit. */
export type ChangePublisher = DeepReadonly<Static<typeof ChangePublisherSchema>>;

/** Schema of {@link PublisherView}. */
export const PublisherViewSchema = Type.Object({
  id: Id,
  name: Type.String(),
  sourcePrefix: Nullable(Type.String()),
  idPrefix: Nullable(Type.String()),
  eventsPerMinute: Nullable(EventsPerMinute),
  createdAt: Timestamp,
  createdBy: Type.String(),
});

/** A system that may publish events; `null` means no limit. */
export type PublisherView = DeepReadonly<Static<typeof PublisherViewSchema>>;

/** Query of `GET /v1/publishers`. */
export const PublishersQuerySchema = Closed(pageQuery);

/** Answer of `GET /v1/publishers`. */
export const PublisherPageSchema = PageOf(PublisherViewSchema);
