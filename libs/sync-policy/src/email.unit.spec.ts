import fc from 'fast-check';
import { normaliseEmail } from './email';

describe('e-mail addresses', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace@Example.COM\n', 'ada.lovelace@example.com'],
    ['ada+parcel@example.com', 'ada+parcel@example.com'],
    ['\u00a0ada@example.com\u3000', 'ada@example.com'],
    ['ada@example.com\u200b', 'ada@example.com'],
    ['\uff41\uff44\uff41\uff20example.com', 'ada@example.com'],
    ['JOSÉ@EXÄMPLE.DE', 'josé@exämple.de'],
    ['jose\u0301@example.com', 'josé@example.com'],
    ["o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk"],
    ['почта@пример.рф', 'почта@пример.рф'],
    ['ada@xn--exmple-cua.de', 'ada@xn--exmple-cua.de'],
  ])('C3 takes %p as %p', (value, expected) => {
    expect(normaliseEmail(value)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    'ada',
    '@example.com',
    'ada@',
    'ada@example',
    'ada@@example.com',
    'ada@exa mple.com',
    'a da@example.com',
    'ada@example..com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@127.0.0.1',
    'ada@example.com,grace@example.com',
    'Ada <ada@example.com>',
    'mailto:ada@example.com',
    '"ada lovelace"@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abcdefgh.'.repeat(30)}com`,
    `${'a'.repeat(5_000)}@example.com`,
  ])('T5 takes %p for no address', (value) => {
    expect(normaliseEmail(value)).toBeUndefined();
  });

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
      { numRuns: 500 },
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
      { numRuns: 2_000 },
    );
  });
});
