import { type Static, Type } from '@sinclair/typebox';
import type { DeepReadonly } from '../../schema/deep-readonly';
import { Id } from '../../schema/primitives';

/** Schema of {@link FieldValue}. */
export const FieldValueSchema = Type.Union([
  Type.String(),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
  Type.Array(Type.String()),
]);

/** Value of a custom field of the platform; `null` clears the field. */
export type FieldValue = DeepReadonly<Static<typeof FieldValueSchema>>;

// `__proto__` is refused: a consumer that merges by assignment would set a prototype instead of a field.
const FIELD_KEY = '^(?!__proto__$)[^\\u0000-\\u001f\\u007f]{1,128}$';

/** Custom field values known now, by key; merged by key in log order. */
export const FieldValuesSchema = Type.Record(Type.String({ pattern: FIELD_KEY }), FieldValueSchema, {
  additionalProperties: false,
  description: 'Custom field values known now, merged by key in log order; null clears',
});

/** Custom field values by key. */
export type FieldValues = DeepReadonly<Record<string, FieldValue>>;

/** Schema of {@link Contact}. */
export const ContactSchema = Type.Object(
  {
    id: Id,
    name: Type.Optional(Type.String()),
    handle: Type.Optional(Type.String()),
    avatarUrl: Type.Optional(Type.String()),
    locale: Type.Optional(Type.String()),
    fields: Type.Optional(FieldValuesSchema),
  },
  { description: 'The person writing on a network, with what is known of them now' },
);

/** The person writing on a network, with what is known of them now. */
export type Contact = DeepReadonly<Static<typeof ContactSchema>>;

/** Fields of every event that is about a conversation. */
export const conversationFacts = {
  conversationId: Id,
  accountId: Id,
  contact: ContactSchema,
  conversationFields: Type.Optional(FieldValuesSchema),
};
