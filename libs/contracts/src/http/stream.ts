import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Closed, Id, OneOf } from '../schema/primitives';

/** What may have changed. */
export const STREAM_CHANGE_KINDS = ['conversation', 'parked', 'organization', 'alert'] as const;

/** What has changed. */
export type StreamChangeKind = (typeof STREAM_CHANGE_KINDS)[number];

/** Query of `GET /v1/stream`. A filter leaves out what is known not to concern it. */
export const StreamQuerySchema = Closed({
  organizationId: Type.Optional(Id),
  conversationId: Type.Optional(Id),
});

/** Query of `GET /v1/stream`. */
export type StreamQuery = DeepReadonly<Static<typeof StreamQuerySchema>>;

/** Schema of {@link StreamChange}. */
export const StreamChangeSchema = Type.Object({
  kind: OneOf(STREAM_CHANGE_KINDS),
  id: Id,
  organizationId: Type.Optional(Id),
});

/**
 * One thing that changed, to be asked for anew: `id` is that of the conversation, of the organization or of the alert. With kind
 * `parked` it is the conversation whose place on the error desk changed.
 */
export type StreamChange = DeepReadonly<Static<typeof StreamChangeSchema>>;

/** Schema of {@link StreamChanged}. */
export const StreamChangedSchema = Type.Object({ changes: Type.Array(StreamChangeSchema, { minItems: 1 }) });

/** Data of the server-sent event `changed`; its `id` is what `Last-Event-ID` resumes from. */
export type StreamChanged = DeepReadonly<Static<typeof StreamChangedSchema>>;

/** Schema of {@link StreamReset}. */
export const StreamResetSchema = Type.Object({
  reason: OneOf(['started', 'gap', 'slow'], {
    description:
      '`started`: a new stream, which tells what changes from here on; `gap`: what happened since Last-Event-ID is no longer known; `slow`: more changed than the reader took',
  }),
});

/** Data of the server-sent event `reset`: everything that is shown has to be asked for anew. */
export type StreamReset = DeepReadonly<Static<typeof StreamResetSchema>>;
