import { ALL_EVENTS } from '../events/events-by-topic';
import { asyncApiDocument } from './async-api';
import { documentJsonSchema, eventJsonSchema, type JsonSchema } from './json-schema';

/** Every generated document by its path below `generated/`. */
export function generatedFiles(): ReadonlyMap<string, JsonSchema> {
  return new Map([
    ['asyncapi.json', asyncApiDocument()],
    ['json-schema/organization.v1.json', documentJsonSchema()],
    ...ALL_EVENTS.map((event) => [`json-schema/${event.type}.json`, eventJsonSchema(event)] as const),
  ]);
}

/** The text of a generated document. */
export function textOf(document: JsonSchema): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
