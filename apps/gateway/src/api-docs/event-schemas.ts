import { CONVERSATION_EVENTS, DIRECTORY_EVENTS, EventRefSchema, Timestamp } from '@parley/contracts';
import { Type } from '@sinclair/typebox';
import type { TSchema } from '@sinclair/typebox';

/** Attributes that every event may carry besides `type` and `data`. */
const ATTRIBUTES = {
  specversion: Type.Literal('1.0'),
  ...EventRefSchema.properties,
  time: Type.Optional(Timestamp),
  subject: Type.Optional(Type.String()),
  partitionkey: Type.Optional(
    Type.String({ description: 'Contact id; data.contact.id rules where they differ' }),
  ),
  datacontenttype: Type.Optional(Type.Literal('application/json')),
  traceparent: Type.Optional(Type.String({ description: 'W3C trace context of the fact' })),
  tracestate: Type.Optional(Type.String()),
};

/** The schemas that the document's bodies refer to: each event that may be published, and the choice among them. */
export function eventSchemas(): Readonly<Record<string, TSchema>> {
  const schemas: Record<string, TSchema> = {};
  for (const { type, summary, data } of [...CONVERSATION_EVENTS, ...DIRECTORY_EVENTS]) {
    schemas[type] = Type.Object({ ...ATTRIBUTES, type: Type.Literal(type), data }, { description: summary });
  }
  const choice = { oneOf: Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` })) };
  return { ...schemas, InboundEvent: Type.Unsafe({ ...choice, discriminator: { propertyName: 'type' } }) };
}
