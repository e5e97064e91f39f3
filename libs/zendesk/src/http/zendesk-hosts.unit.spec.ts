import { isPublicAddress } from '@parley/platform';
import { ZendeskHostRefusedError, ZendeskHosts } from './zendesk-hosts';

describe('ZendeskHosts (A1)', () => {
  const hosts = ZendeskHosts.parse('127.0.0.1:4000, sandbox.test');

  it.each([
    ['https://acme.zendesk.com', { origin: 'https://acme.zendesk.com', trusted: false }],
    ['https://ACME.Zendesk.com/', { origin: 'https://acme.zendesk.com', trusted: false }],
    ['http://127.0.0.1:4000', { origin: 'http://127.0.0.1:4000', trusted: true }],
    ['https://sandbox.test:8443', { origin: 'https://sandbox.test:8443', trusted: true }],
  ])('lets %s pass', (url, expected) => {
    expect(hosts.guard(url)).toEqual(expected);
  });

  it.each([
    'http://acme.zendesk.com',
    'https://acme.zendesk.com:8443',
    'https://zendesk.com',
    'https://a.b.zendesk.com',
    'https://acme.zendesk.com.evil.example',
    'https://evil.example/acme.zendesk.com',
    'https://acme.zendesk.com@evil.example',
    'https://user:pass@acme.zendesk.com',
    'https://acme.zendesk.com/api/v2',
    'https://acme.zendesk.com?x=1',
    'http://127.0.0.1:4001',
    'http://169.254.169.254',
    'ftp://sandbox.test',
    'acme',
    '',
  ])('refuses %s', (url) => {
    expect(() => hosts.guard(url)).toThrow(ZendeskHostRefusedError);
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fe80::1',
    '64:ff9b::a00:1',
    '2002:a00:1::1',
  ])('knows that %s is not public', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['104.16.51.111', '2606:4700::6810:336f'])('knows that %s is public', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});
