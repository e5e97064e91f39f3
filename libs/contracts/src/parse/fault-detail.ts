import type { TSchema } from '@sinclair/typebox';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import { FORMATS } from '../schema/formats';

function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function isSchema(value: unknown): value is TSchema {
  return typeof value === 'object' && value !== null;
}

function wordsOf(schema: TSchema): string {
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.type === 'array') return 'an array';
  if (schema.type === 'object') return 'an object';
  if (schema.type === 'integer') return 'an integer';
  if (schema.type === 'null') return 'null';
  return `a ${String(schema.type)}`;
}

function formatDetail({ format }: TSchema): string {
  const known: Readonly<Record<string, { readonly expected: string }>> = FORMATS;
  const expected =
    typeof format === 'string' && Object.hasOwn(known, format) ? known[format]?.expected : undefined;
  return `must be ${expected ?? `of format ${String(format)}`}`;
}

function ownKindDetail({ enum: allowed, maxLength }: TSchema): string {
  if (Array.isArray(allowed)) return `must be ${listed(allowed.map((value) => JSON.stringify(value)))}`;
  return `must be a string of 1 to ${String(maxLength)} characters without control characters`;
}

function unionDetail({ anyOf }: TSchema): string {
  return Array.isArray(anyOf)
    ? `must be ${listed(anyOf.filter(isSchema).map(wordsOf))}`
    : 'fits no alternative';
}

function kindDetail(schema: TSchema): string {
  return `must be ${wordsOf(schema)}`;
}

const DETAILS: ReadonlyMap<ValueErrorType, (schema: TSchema) => string> = new Map([
  [ValueErrorType.ObjectRequiredProperty, () => 'is required'],
  [ValueErrorType.ObjectAdditionalProperties, () => 'is not a property that is accepted here'],
  [ValueErrorType.StringFormat, formatDetail],
  [ValueErrorType.StringPattern, ({ pattern }) => `must match ${String(pattern)}`],
  [ValueErrorType.StringMinLength, ({ minLength }) => `must have at least ${String(minLength)} characters`],
  [ValueErrorType.StringMaxLength, ({ maxLength }) => `must have at most ${String(maxLength)} characters`],
  [ValueErrorType.ArrayMinItems, ({ minItems }) => `must have at least ${String(minItems)} items`],
  [ValueErrorType.ArrayMaxItems, ({ maxItems }) => `must have at most ${String(maxItems)} items`],
  [ValueErrorType.IntegerMinimum, ({ minimum }) => `must be at least ${String(minimum)}`],
  [ValueErrorType.NumberMinimum, ({ minimum }) => `must be at least ${String(minimum)}`],
  [ValueErrorType.IntegerMaximum, ({ maximum }) => `must be at most ${String(maximum)}`],
  [ValueErrorType.NumberMaximum, ({ maximum }) => `must be at most ${String(maximum)}`],
  [ValueErrorType.Kind, ownKindDetail],
  [ValueErrorType.Union, unionDetail],
  [ValueErrorType.Literal, kindDetail],
  [ValueErrorType.Object, kindDetail],
  [ValueErrorType.Array, kindDetail],
  [ValueErrorType.Null, kindDetail],
  [ValueErrorType.String, kindDetail],
  [ValueErrorType.Number, kindDetail],
  [ValueErrorType.Integer, kindDetail],
  [ValueErrorType.Boolean, kindDetail],
]);

/**
 * What a value should have been, for people. Never quotes the value: it may be personal, and the text goes into
 * dead-letter headers and logs.
 */
export function detailOf({ type, schema, message }: ValueError): string {
  return DETAILS.get(type)?.(schema) ?? message;
}
