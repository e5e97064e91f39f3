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
});
