import fc from 'fast-check';
import { normaliseEmail } from './email';

const RUNS = Number(process.env['PARLEY_PROPERTY_RUNS'] ?? 500);

describe('any e-mail address', () => {
  it('C3 gives one form to every spelling of an address', () => {
    const local = fc.stringMatching(/^[a-z0-9]{1,10}(\+[a-z0-9]{1,5})?$/);
    const domain = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(\.[a-z]{2,4}){1,2}$/);
    fc.assert(
      fc.property(local, domain, fc.infiniteStream(fc.boolean()), (name, host, upper) => {
        const address = `${name}@${host}`;
        const spelt = Array.from(address, (letter) =>
          upper.next().value ? letter.toUpperCase() : letter,
        ).join('');
        expect(normaliseEmail(` ${spelt} `)).toBe(address);
      }),
      { numRuns: RUNS },
    );
  });

  it('C3 leaves a normalised address as it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }).map((text) => `${text}@example.com`),
        ),
        (text) => {
          const address = normaliseEmail(text);
          if (address !== undefined) expect(normaliseEmail(address)).toBe(address);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
