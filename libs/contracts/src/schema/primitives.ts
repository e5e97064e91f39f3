import { Kind, type TObject, type TOptional, type TSchema, Type, TypeRegistry } from '@sinclair/typebox';
import './formats';

/** Longest id there is, in characters (Unicode code points). */
export const MAX_ID_LENGTH = 128;

const LINE_KIND = 'ParleyLine';

/**
 * Whether `value` is a string of 1 to `maxLength` characters without control characters and lone surrogates. Neither
 * a Postgres text nor a Kafka key or header in UTF-8 can hold those unchanged: two ids would become one.
 */
export function isLine(value: unknown, maxLength: number): value is string {
  if (typeof value !== 'string' || value.length === 0 || value.length > 2 * maxLength) return false;
  let pairs = 0;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if (unit < 0x20 || unit === 0x7f) return false;
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const next = value.charCodeAt(index + 1); // NaN past the end
      if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
      pairs += 1;
      index += 1;
    }
  }
  return value.length - pairs <= maxLength;
}

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
