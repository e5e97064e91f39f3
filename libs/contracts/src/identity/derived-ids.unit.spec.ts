import { derivedEventId, ticketKey } from './derived-ids';
import { PARLEY_NAMESPACE, uuidV5 } from './uuid-v5';

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

describe('uuidV5', () => {
  it('gives the UUID of RFC 9562, appendix A.4', () => {
    expect(uuidV5(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('takes names in UTF-8', () => {
    expect(uuidV5(DNS, 'é')).not.toBe(uuidV5(DNS, 'e\u0301'));
  });

  it('refuses a namespace that is no UUID', () => {
    expect(() => uuidV5('parley', 'x')).toThrow(TypeError);
  });
});

describe('ticketKey', () => {
  // Zendesk tickets carry these keys: a change here would make second tickets (K15).
  it('never changes (K15)', () => {
    expect(PARLEY_NAMESPACE).toBe('6c1f0f0a-9d0e-5b7c-8a57-3f1f5f5d9b11');
    expect(ticketKey('org-1', 'conv-42')).toBe('b0d0a0a7-466e-5fad-94e6-a42a027659de');
    expect(ticketKey('org-1', 'conv-42', { source: '/platforms/acme', id: 'm-1' })).toBe(
      '3fe98fcf-80b8-57dc-ad60-79cc5e78dd4e',
    );
  });
});

describe('derivedEventId', () => {
  it('is the same for the same causes, and another for another type or cause', () => {
    const id = derivedEventId('parley.sync.requested.v1', 'key', 3);
    expect(derivedEventId('parley.sync.requested.v1', 'key', 3)).toBe(id);
    expect(derivedEventId('parley.sync.requested.v1', 'key', '3')).not.toBe(id);
    expect(derivedEventId('parley.sync.held.v1', 'key', 3)).not.toBe(id);
  });
});
