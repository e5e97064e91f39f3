import fc from 'fast-check';
import { ticketKey } from './derived-ids';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 1_000);

describe('ticketKey', () => {
  it('is one for each organization, conversation and firing event (T6)', () => {
    const part = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', '"', ',', '/') });
    const parts = fc.tuple(part, part, fc.option(fc.record({ source: part, id: part }), { nil: undefined }));
    fc.assert(
      fc.property(parts, parts, (left, right) => {
        const same = JSON.stringify(left) === JSON.stringify(right);
        expect(ticketKey(...left) === ticketKey(...right)).toBe(same);
      }),
      { numRuns: RUNS },
    );
  });
});
