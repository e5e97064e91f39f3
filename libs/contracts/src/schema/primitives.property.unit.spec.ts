import fc from 'fast-check';
import { isDateTime } from './formats';
import { isId, MAX_ID_LENGTH } from './primitives';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 1_000);

describe('isId', () => {
  it('accepts exactly the strings of 1 to 128 characters that are the same again after UTF-8', () => {
    const anyText = fc.string({
      unit: fc.oneof(
        fc.nat({ max: 0x2ff }).map((unit) => String.fromCharCode(unit)),
        fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)),
        fc.constant('😀'),
      ),
      maxLength: 140,
    });
    fc.assert(
      fc.property(anyText, (text) => {
        const characters = Array.from(text);
        const controls = characters.some((character) => character < ' ' || character === '\u007f');
        const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
        const fits = characters.length >= 1 && characters.length <= MAX_ID_LENGTH;
        expect(isId(text)).toBe(fits && survives && !controls);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('isDateTime', () => {
  it('accepts every date that JavaScript writes', () => {
    const range = {
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(isDateTime(date.toISOString())).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });
});
