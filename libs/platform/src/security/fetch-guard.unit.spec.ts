import fc from 'fast-check';
import { FetchGuard } from './fetch-guard';

const guard = new FetchGuard(['files.local', '127.0.0.1:8080', '[::1]:9000']);

describe('which addresses may be fetched (K12)', () => {
  it.each([
    'file:///etc/passwd',
    'ftp://files.example/a',
    'gopher://files.example/a',
    'data:text/plain,x',
    'javascript:alert(1)',
    '//files.example/a',
    'not an address',
    '',
    'http://user:secret@files.example/a',
    'http://user@files.example/a',
    'http://127.0.0.1/a',
    'http://127.1/a',
    'http://2130706433/a',
    'http://0x7f000001/a',
    'http://0177.0.0.1/a',
    'http://0/a',
    'http://[::1]/a',
    'http://[::ffff:127.0.0.1]/a',
    'http://[::ffff:7f00:1]/a',
    'http://[64:ff9b::7f00:1]/a',
    'http://[fe80::1]/a',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://10.0.0.1/a',
    'http://１２７.０.０.１/a',
    'http://127.0.0.1:8081/a',
  ])('K12: not %s', (address) => expect(guard.check(address)).toBeUndefined());

  it.each([
    ['https://files.example/a', false],
    ['http://8.8.8.8/a', false],
    ['http://[2606:4700::1111]/a', false],
    ['http://FILES.local/a', true],
    ['https://files.local:8443/a', true],
    ['http://127.0.0.1:8080/a', true],
    ['http://2130706433:8080/a', true],
    ['http://[::1]:9000/a', true],
  ])('K12: %s, by its own right or because the operator named it: %s', (address, trusted) =>
    expect(guard.check(address)).toMatchObject({ trusted }),
  );

  it('K12: judges a redirect by where it leads, relative ones included', () => {
    const { url } = guard.check('https://files.example/a/b') ?? {};
    expect(guard.check('../c', url)?.url.href).toBe('https://files.example/c');
    expect(guard.check('//127.0.0.1/c', url)).toBeUndefined();
    expect(guard.check('file:///c', url)).toBeUndefined();
  });

  it('K12: no spelling of a private address gets through', () => {
    const loopback = fc.tuple(
      fc.constantFrom(127, 10, 0),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
      fc.integer({ min: 0, max: 255 }),
    );
    const spelled = loopback.chain(([a, b, c, d]) => {
      const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
      const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
      return fc.constantFrom(
        `${a}.${b}.${c}.${d}`,
        `${number}`,
        `0x${number.toString(16)}`,
        `0${number.toString(8)}`,
        `0x${a.toString(16)}.${b}.${(c << 8) | d}`,
        `${a}.${b}.${c}.${d}.`,
        `[::ffff:${a}.${b}.${c}.${d}]`,
        `[::ffff:${hex}]`,
        `[64:ff9b::${hex}]`,
        `[2002:${hex}::]`,
      );
    });
    fc.assert(fc.property(spelled, (host) => new FetchGuard([]).check(`http://${host}/a`) === undefined));
  });
});
