import { KeyRing, KeyRingError, SealBrokenError } from './key-ring';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const ring = (text: string) => KeyRing.parse(text);

describe('KeyRing', () => {
  it('opens what it sealed, letters of every script included', () => {
    const keys = ring(`k1:${key(1)}`);
    expect(keys.open(keys.seal('tökén 🔑 مفتاح'))).toBe('tökén 🔑 مفتاح');
    expect(keys.open(keys.seal(''))).toBe('');
  });

  it('seals the same text differently each time', () => {
    const keys = ring(`k1:${key(1)}`);
    expect(keys.seal('token')).not.toBe(keys.seal('token'));
  });

  it('seals with the first key and opens with every key, so that keys can rotate', () => {
    const old = ring(`k1:${key(1)}`).seal('token');
    const rotated = ring(`k2:${key(2)},k1:${key(1)}`);
    expect(rotated.seal('token')).toMatch(/^k2\./);
    expect(rotated.open(old)).toBe('token');
  });

  it.each([
    ['its key is not in the ring', (sealed: string) => ring(`k1:${key(9)}`).open(sealed, 'row-1')],
    ['its key has left the ring', (sealed: string) => ring(`k2:${key(1)}`).open(sealed, 'row-1')],
    ['it was moved to another row', (sealed: string) => ring(`k1:${key(1)}`).open(sealed, 'row-2')],
    ['it was cut short', (sealed: string) => ring(`k1:${key(1)}`).open(sealed.slice(0, -4), 'row-1')],
    ['a letter was changed', (sealed: string) => ring(`k1:${key(1)}`).open(altered(sealed), 'row-1')],
    ['it is no sealed text', () => ring(`k1:${key(1)}`).open('token', 'row-1')],
    ['it is empty', () => ring(`k1:${key(1)}`).open('', 'row-1')],
  ])('does not open when %s', (_case, open) => {
    expect(() => open(ring(`k1:${key(1)}`).seal('token', 'row-1'))).toThrow(SealBrokenError);
  });

  it.each([
    ['', 'is not id:base64'],
    ['no-colon', 'is not id:base64'],
    [`k1:${Buffer.alloc(16).toString('base64')}`, 'is not 32 bytes long'],
    [`k1:${key(1)},k1:${key(2)}`, 'is in the key ring twice'],
  ])('refuses the ring "%s"', (text, problem) => {
    expect(() => ring(text)).toThrow(KeyRingError);
    expect(() => ring(text)).toThrow(problem);
  });

  it('never shows a key in an error', () => {
    const short = Buffer.alloc(31, 7).toString('base64');
    expect(() => ring(`k1:${short}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(short) }),
    );
  });
});

function altered(sealed: string): string {
  const place = sealed.length - 8;
  return sealed.slice(0, place) + (sealed[place] === 'A' ? 'B' : 'A') + sealed.slice(place + 1);
}
