import fc from 'fast-check';
import { acceptedSamples, typeOf } from '../../test/golden-samples';
import { INBOUND_CATALOG } from './event-catalog';
import { parseInbound } from './parse-inbound';
import { inspectText, withStorableText } from './unstorable-text';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 1_000);
const samples = acceptedSamples('events').filter(
  ({ content }) => INBOUND_CATALOG.find(typeOf(content)) !== undefined,
);

/** Replaces, adds or removes one member somewhere inside a JSON value. */
function mutate(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as unknown[])];
    if (items.length > 0) items[step % items.length] = mutate(items[step % items.length], rest, replacement);
    return items;
  }
  const entries = Object.entries(value);
  const [key, item] = entries[step % Math.max(entries.length, 1)] ?? ['added', undefined];
  return { ...value, [key]: mutate(item, rest, replacement) };
}

describe('parseInbound, whatever it is given', () => {
  it('never throws, and says what is wrong with a code and a JSON pointer', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const parsed = parseInbound(value);
        if (parsed.ok) return;
        expect(parsed.faults.length).toBeGreaterThan(0);
        for (const { pointer, detail } of parsed.faults) {
          expect(pointer).toMatch(/^(\/|$)/);
          expect(detail).not.toBe('');
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('refuses or reads a sample of which one member was changed', () => {
    const change = fc.tuple(
      fc.constantFrom(...samples),
      fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 6 }),
      fc.oneof(fc.constant(undefined), fc.jsonValue({ maxDepth: 2 })),
    );
    fc.assert(
      fc.property(change, ([sample, path, replacement]) => {
        const changed = mutate(sample.content, path, replacement);
        const parsed = parseInbound(changed);
        if (parsed.ok) expect(inspectText(parsed.event.data)).toBe('storable');
        else expect(parsed.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('withStorableText', () => {
  it('leaves nothing that cannot be stored, and what could be stored as it was', () => {
    const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) });
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText))), (value) => {
        const clean = withStorableText(value);
        expect(inspectText(clean)).toBe('storable');
        if (inspectText(value) === 'storable') expect(clean).toEqual({ ...value });
      }),
      { numRuns: RUNS },
    );
  });
});
