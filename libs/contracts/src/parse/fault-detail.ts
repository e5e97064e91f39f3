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
  if (schema.type === 'null') return 'null';
  return `a ${String(schema.type)}`;
}

function formatWords(format: unknown): string {
  return typeof format === 'string' && Object.hasOwn(FORMATS, format)
    ? FORMATS[format as keyof typeof FORMATS].expected
    : `of format ${String(format)}`;
}

function ownKindDetail(schema: TSchema): string {
  const allowed: unknown = schema.enum;
  if (Array.isArray(allowed)) return `must be ${listed(allowed.map((value) => JSON.stringify(value)))}`;
  return `must be a string of 1 to ${String(schema.maxLength)} characters without control characters`;
}

/**
 * What a value should have been, for people. Never quotes the value: it may be personal, and the text goes into
 * dead-letter headers and logs.
 */
export function detailOf(error: ValueError): string {
  const { schema, type } = error;
  switch (type) {
    case ValueErrorType.ObjectRequiredProperty:
      return 'is required';
    case ValueErrorType.ObjectAdditionalProperties:
      return 'is not a property that is accepted here';
    case ValueErrorType.StringFormat:
      return `must be ${formatWords(schema.format)}`;
    case ValueErrorType.StringPattern:
      return `must match ${String(schema.pattern)}`;
    case ValueErrorType.StringMinLength:
      return schema.minLength === 1
        ? 'must not be empty'
        : `must have at least ${String(schema.minLength)} characters`;
    case ValueErrorType.StringMaxLength:
      return `must have at most ${String(schema.maxLength)} characters`;
    case ValueErrorType.ArrayMinItems:
      return `must have at least ${String(schema.minItems)} items`;
    case ValueErrorType.ArrayMaxItems:
      return `must have at most ${String(schema.maxItems)} items`;
    case ValueErrorType.IntegerMinimum:
    case ValueErrorType.NumberMinimum:
      return `must be at least ${String(schema.minimum)}`;
    case ValueErrorType.IntegerMaximum:
    case ValueErrorType.NumberMaximum:
      return `must be at most ${String(schema.maximum)}`;
    case ValueErrorType.Kind:
      return ownKindDetail(schema);
    case ValueErrorType.Union: {
      const options: unknown = schema.anyOf;
      return Array.isArray(options)
        ? `must be ${listed(options.filter(isSchema).map(wordsOf))}`
        : 'fits no alternative';
    }
    case ValueErrorType.Integer:
      return 'must be an integer';
    case ValueErrorType.Literal:
    case ValueErrorType.Object:
    case ValueErrorType.Array:
    case ValueErrorType.Null:
    case ValueErrorType.String:
    case ValueErrorType.Number:
    case ValueErrorType.Boolean:
      return `must be ${wordsOf(schema)}`;
    default:
      return error.message;
  }
}
