import { isIPv4, isIPv6 } from 'node:net';
import fc from 'fast-check';
import { isPublicAddress, publicOnlyLookup, type ResolveAll } from './public-address';

const octet = fc.integer({ min: 0, max: 255 });
const ipv4 = (...first: number[]) =>
  fc.tuple(octet, octet, octet, octet).map((parts) => [...first, ...parts].slice(0, 4).join('.'));
const privateIpv4 = fc.oneof(
  ipv4(0),
  ipv4(10),
  ipv4(127),
  ipv4(169, 254),
  ipv4(192, 168),
  fc.integer({ min: 16, max: 31 }).chain((second) => ipv4(172, second)),
  fc.integer({ min: 64, max: 127 }).chain((second) => ipv4(100, second)),
  fc.integer({ min: 224, max: 255 }).chain((first) => ipv4(first)),
);

/** Every way to write an IPv4 address inside an IPv6 one. */
const hidden = privateIpv4.chain((address) => {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  return fc.constantFrom(
    `::ffff:${address}`,
    `::ffff:${hex}`,
    `0:0:0:0:0:ffff:${hex}`,
    `64:ff9b::${address}`,
    `64:ff9b::${hex}`,
    `2002:${hex}::1`,
    `::${address}`,
  );
});

describe('addresses that a publisher may not lead to (K12)', () => {
  it('K12: no private IPv4 address is public, in whatever form it hides', () => {
    fc.assert(fc.property(privateIpv4, (address) => isIPv4(address) && !isPublicAddress(address)));
    fc.assert(fc.property(hidden, (address) => isIPv6(address) && !isPublicAddress(address)));
  });

  it.each([
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'fec0::1',
    'ff02::1',
    '169.254.169.254',
    'fd00:ec2::254',
  ])('K12: %s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['8.8.8.8', '172.15.255.255', '172.32.0.1', '100.63.255.255', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'K12: %s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it('K12: a name with one private address among public ones is refused, and only checked addresses are handed on', () => {
    const publicOnes = ['8.8.8.8', '1.1.1.1'];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(privateIpv4, fc.constantFrom(...publicOnes)), { minLength: 1 }),
        (addresses) => {
          const resolve: ResolveAll = (_host, _options, done) =>
            done(
              null,
              addresses.map((address) => ({ address, family: 4 })),
            );
          let given: unknown;
          let refused: unknown;
          publicOnlyLookup(resolve)('files.example', { all: true }, (error, found) => {
            refused = error;
            given = found;
          });
          const isClean = addresses.every((address) => publicOnes.includes(address));
          return isClean
            ? refused === null &&
                JSON.stringify(given) === JSON.stringify(addresses.map((address) => ({ address, family: 4 })))
            : refused instanceof Error && given === '';
        },
      ),
    );
  });
});
