import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { acceptedSamples, refusedSamples, typeOf } from '../../test/golden-samples';
import type { EventDefinition } from '../events/define-event';
import { ALL_EVENTS } from '../events/events-by-topic';
import { EventCatalog } from '../parse/event-catalog';
import { parseWith } from '../parse/parse-event';
import { FORMATS } from '../schema/formats';
import { documentJsonSchema, eventJsonSchema } from './json-schema';

const seed = 20_261_121;
const catalog = new EventCatalog(ALL_EVENTS);

function validators(withOwnFormats: boolean) {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    validateFormats: true,
    allowUnionTypes: true,
  });
  addFormats(ajv);
  if (withOwnFormats) {
    for (const [name, { check }] of Object.entries(FORMATS)) ajv.addFormat(name, check);
    ajv.addFormat('uri', FORMATS['http-url'].check);
  }
  const compile = (event: EventDefinition) => [event.type, ajv.compile(eventJsonSchema(event))] as const;
  return new Map<string, (value: unknown) => boolean>(ALL_EVENTS.map(compile));
}

function validatorOf(all: ReturnType<typeof validators>, event: unknown) {
  const validator = all.get(typeOf(event));
  if (validator === undefined) throw new Error(`No schema for ${typeOf(event)}`);
  return validator;
}

/** The same event with the member of its data at `path` replaced. */
function withData(event: unknown, path: readonly number[], replacement: unknown): unknown {
  const change = (value: unknown, [step, ...rest]: readonly number[]): unknown => {
    if (step === undefined || typeof value !== 'object' || value === null) return replacement;
    const keys = Object.keys(value);
    const key = keys[step % Math.max(keys.length, 1)];
    if (key === undefined) return replacement;
    const members = new Map<string, unknown>(Object.entries(value));
    members.set(key, change(members.get(key), rest));
    return Array.isArray(value) ? [...members.values()] : Object.fromEntries(members);
  };
  const { data, ...envelope } = event as { readonly data: unknown };
  return { ...envelope, data: change(data, path) };
}

describe('the JSON Schema of an event', () => {
  const standard = validators(false);

  it.each(acceptedSamples('events'))('accepts $path in another validator', ({ content }) => {
    expect(validatorOf(standard, content)(content)).toBe(true);
  });

  it.each(refusedSamples('events'))('refuses $path: $name in another validator', ({ event }) => {
    expect(validatorOf(standard, event)(event)).toBe(false);
  });

  it('judges data as the compiled check does, whatever member is changed', () => {
    const own = validators(true);
    const change = fc.tuple(
      fc.constantFrom(...acceptedSamples('events')),
      fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 4 }),
      fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.string(), fc.integer(), fc.double({ noNaN: true })),
    );
    fc.assert(
      fc.property(change, ([sample, path, replacement]) => {
        const changed: unknown = JSON.parse(JSON.stringify(withData(sample.content, path, replacement)));
        expect(parseWith(catalog, changed).ok).toBe(validatorOf(own, changed)(changed));
      }),
      { seed, numRuns: 3000 },
    );
  });

  it('refuses attribute names that CloudEvents does not allow, and data_base64', () => {
    const [sample] = acceptedSamples('events');
    const event = sample?.content as object;
    const accepts = validatorOf(standard, event);
    expect(accepts({ ...event, acmetenant: 'eu-1', sequence: 3 })).toBe(true);
    expect(accepts({ ...event, acmeTenant: 'eu-1' })).toBe(false);
    expect(accepts({ ...event, data_base64: 'e30=' })).toBe(false);
    expect(accepts({ ...event, acmetenant: {} })).toBe(false);
  });
});

describe('the JSON Schema of the organization document', () => {
  it('accepts the golden samples in another validator', () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
    addFormats(ajv);
    const accepts = ajv.compile(documentJsonSchema());
    for (const { content } of acceptedSamples('organization')) expect(accepts(content)).toBe(true);
  });
});
