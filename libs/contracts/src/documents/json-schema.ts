import type { TSchema } from '@sinclair/typebox';
import type { EventDefinition } from '../events/define-event';
import { OrganizationDocumentSchema } from '../organization/document';
import { eventSchema } from '../parse/event-catalog';

/** A JSON Schema (draft 2020-12) as plain JSON. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** The schema as other validators understand it: standard formats, and none of TypeBox's own marks. */
export function jsonSchemaOf(schema: TSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    if (key === '' || typeof value !== 'object' || value === null) return value;
    if (!('format' in value)) return value;
    if (value.format === 'http-url') return { ...value, format: 'uri', pattern: '^[Hh][Tt][Tt][Pp][Ss]?://' };
    return value.format === 'time-zone' ? { ...value, format: undefined } : value;
  }) as JsonSchema;
}

/**
 * JSON Schema of an event in structured mode. Extension attributes are what CloudEvents allows; the data may carry
 * more members than are listed, since later releases add optional ones.
 */
export function eventJsonSchema(definition: EventDefinition): JsonSchema {
  return {
    $schema: DIALECT,
    $id: `urn:parley:event:${definition.type}`,
    title: definition.type,
    ...jsonSchemaOf(eventSchema(definition)),
    propertyNames: { pattern: '^[a-z0-9]+$' },
    additionalProperties: { type: ['string', 'boolean', 'integer'] },
  };
}

/** JSON Schema of a value of the config topic. */
export function documentJsonSchema(): JsonSchema {
  return {
    $schema: DIALECT,
    $id: 'urn:parley:document:organization.v1',
    title: 'organization.v1',
    ...jsonSchemaOf(OrganizationDocumentSchema),
  };
}
