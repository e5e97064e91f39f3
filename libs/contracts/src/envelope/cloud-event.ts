import { Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../schema/deep-readonly';
import { Id, Line, Timestamp } from '../schema/primitives';

/** Longest `source` there is, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 512;

/** `source` and `id`: the identity of an event. A second event with both the same is a duplicate (T12). */
export const EventRefSchema = Type.Object(
  { source: Type.String({ minLength: 1, maxLength: MAX_SOURCE_LENGTH, format: 'uri-reference' }), id: Id },
  { description: 'The identity of an event' },
);

/** Identity of an event: a second one is a duplicate and has no effect, however late it comes (T12). */
export type EventRef = DeepReadonly<{ source: string; id: string }>;

/** Attributes of the envelope without `type` and `data`, which each event defines. */
export const envelopeAttributes = {
  specversion: Type.Literal('1.0'),
  id: EventRefSchema.properties.id,
  source: EventRefSchema.properties.source,
  time: Type.Optional(Timestamp),
  subject: Type.Optional(Line(512)),
  partitionkey: Type.Optional(Id),
  datacontenttype: Type.Optional(Line(256)),
  dataschema: Type.Optional(Type.String({ minLength: 1, maxLength: 512, format: 'uri-reference' })),
  traceparent: Type.Optional(Type.String()),
  tracestate: Type.Optional(Type.String()),
};

/** A CloudEvents 1.0 event in its structured form. Other extension attributes are kept, but have no meaning here. */
export interface CloudEvent<T extends string = string, D = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: T;
  /** When it happened upstream (RFC 3339): shown, never used for order. */
  readonly time?: string;
  /** Conversation id for conversation and message events, else contact id, account id, ... */
  readonly subject?: string;
  /** Contact id. Where it differs from `data.contact.id`, the latter rules. */
  readonly partitionkey?: string;
  readonly datacontenttype?: string;
  readonly dataschema?: string;
  /** The trace of the fact itself, not of the hop that carries it (W3C trace context). */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: D;
}
