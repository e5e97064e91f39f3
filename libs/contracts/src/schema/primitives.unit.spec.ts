import { isDateTime, isHttpUrl, isUriReference } from './formats';
import { isId } from './primitives';

describe('isId', () => {
  it.each([
    ['one character', 'a', true],
    ['128 characters', 'a'.repeat(128), true],
    ['129 characters', 'a'.repeat(129), false],
    ['128 characters beyond the basic plane', '😀'.repeat(128), true],
    ['129 characters beyond the basic plane', '😀'.repeat(129), false],
    ['blanks and slashes', ' a/b ', true],
    ['right-to-left text', 'שיחה-٤٢', true],
    ['nothing', '', false],
    ['NUL', 'a\u0000', false],
    ['a line feed', 'a\nb', false],
    ['delete', 'a\u007f', false],
    ['a lone high surrogate', 'a\ud83d', false],
    ['a lone low surrogate', '\ude00a', false],
  ])('%s', (_name, value, expected) => {
    expect(isId(value)).toBe(expected);
  });
});

describe('isDateTime', () => {
  it.each([
    '2026-11-21T09:30:00Z',
    '2026-11-21t09:30:00z',
    '2026-11-21T09:30:00.1+05:30',
    '2026-11-21T09:30:00.123456789-15:59',
    '2024-02-29T23:59:59Z',
    '2000-02-29T00:00:00Z',
    '0001-01-01T00:00:00Z',
  ])('accepts %s, as JavaScript does', (value) => {
    expect(isDateTime(value)).toBe(true);
    expect(Date.parse(value)).not.toBeNaN();
  });

  it.each([
    '',
    '2026-11-21',
    '2026-11-21T09:30:00',
    '2026-11-21 09:30:00Z',
    '2026-11-21T09:30Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '2016-12-31T23:59:60Z',
    '0000-01-01T00:00:00Z',
    '2026-11-21T09:30:00.Z',
    '2026-11-21T09:30:00.1234567890Z',
    '2026-11-21T09:30:00+0530',
    '2026-11-21T09:30:00+16:00',
    '2026-11-21T09:30:00Zx',
    '2026-13-21T09:30:00Z',
    '2026-00-21T09:30:00Z',
    '2026-04-31T09:30:00Z',
    '2026-11-00T09:30:00Z',
    '2023-02-29T09:30:00Z',
    '1900-02-29T09:30:00Z',
    '20२6-11-21T09:30:00Z',
    '+026-11-21T09:30:00Z',
  ])('refuses %p', (value) => {
    expect(isDateTime(value)).toBe(false);
  });
});

describe('isHttpUrl', () => {
  it.each([
    ['https://platform.example/m/1001', true],
    ['HTTP://platform.example', true],
    ['http://127.0.0.1:4000/x?y=1#z', true],
    ['https://bücher.example/ü', true],
    ['https://[::1]/', true],
    ['javascript:alert(1)', false],
    ['//platform.example/m', false],
    ['https://', false],
    ['https://a b.example/', false],
    ['https://platform.example/\u0007', false],
    ['https://platform.example:99999/', false],
    ['mailto:ada@example.org', false],
  ])('%s: %s', (value, expected) => {
    expect(isHttpUrl(value)).toBe(expected);
  });
});

describe('isUriReference', () => {
  it.each([
    ['/platforms/acme', true],
    ['urn:acme:platform', true],
    ['https://acme.example/a?b#c', true],
    ['acmé', true],
    ['a b', false],
    ['<a>', false],
    ['a\u0000', false],
    ['', false],
  ])('%p: %s', (value, expected) => {
    expect(isUriReference(value)).toBe(expected);
  });
});
