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
});
