import { zendeskUrl } from './zendesk-url';

describe('the address of a Zendesk', () => {
  it.each([
    ['acme', 'https://acme.zendesk.com'],
    [' Acme ', 'https://acme.zendesk.com'],
    ['acme.zendesk.com', 'https://acme.zendesk.com'],
    ['https://acme.zendesk.com/agent/dashboard?x=1', 'https://acme.zendesk.com'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000'],
    ['not an address', 'not an address'],
    ['', ''],
  ])('"%s" means "%s"', (typed, meant) => {
    expect(zendeskUrl(typed)).toBe(meant);
  });
});
