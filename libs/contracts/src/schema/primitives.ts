import { Kind, type TObject, type TOptional, type TSchema, Type, TypeRegistry } from '@sinclair/typebox';
import './formats';
import { isLine } from './line';

/** Longest id there is, in characters (Unicode code points). */
export const MAX_ID_LENGTH = 128;

const LINE_KIND = 'ParleyLine';

// An own kind, because TypeBox counts UTF-16 units where JSON Schema counts characters.
TypeRegistry.Set<{ maxLength: number }>(LINE_KIND, (schema, value) => isLine(value, schema.maxLength));

/** Schema of a string that {@link isLine} accepts. */
export function Line(maxLength: number, options: { description?: string } = {}) {
  return Type.Unsafe<string>({
    [Kind]: LINE_KIND,
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000-\\u001f\\u007f]*$',
    ...options,
  });
}

/** Id: 1 to 128 characters, compared exactly, without control characters. */
export const Id = Line(MAX_ID_LENGTH);

/** Whether `value` is an id: see {@link Id}. */
export function isId(value: unknown): value is string {
  return isLine(value, MAX_ID_LENGTH);
}

/** RFC 3339 date-time. Shown to people, never used for order. */
export const Timestamp = Type.String({ format: 'date-time' });

/** Absolute http or https URL. */
export const HttpUrl = Type.String({ format: 'http-url', maxLength: 4096 });

/** UUID in lower case. */
export const Uuid = Type.String({ format: 'uuid' });

/** Integer from 1 to 2^53 - 1: ids of Zendesk. */
export const ZendeskId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** Integer from 0 to 2^53 - 1. */
export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const ONE_OF_KIND = 'ParleyOneOf';
TypeRegistry.Set<{ enum: readonly unknown[] }>(ONE_OF_KIND, (schema, value) => schema.enum.includes(value));

/** One of the given strings. */
export function OneOf<const Values extends readonly string[]>(
  values: Values,
  options: { description?: string } = {},
) {
  return Type.Unsafe<Values[number]>({
    ...Type.String(),
    [Kind]: ONE_OF_KIND,
    enum: [...values],
    ...options,
  });
}

/** The schema, or `null`. */
export function Nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** An object of which no other property is accepted: for what people send, where a typing error must not pass unseen. */
export function Closed<Properties extends Record<string, TSchema | TOptional<TSchema>>>(
  properties: Properties,
  options: { description?: string } = {},
): TObject<Properties> {
  return Type.Object(properties, { additionalProperties: false, ...options });
}
