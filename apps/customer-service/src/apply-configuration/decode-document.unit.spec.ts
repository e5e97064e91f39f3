import { DEFAULT_CONFIGURATION } from '@parley/contracts';
import { decodeDocument } from './decode-document';

const document = {
  version: 3,
  organizationId: 'org',
  name: 'acme',
  url: 'https://acme.zendesk.com',
  state: 'active',
  connectedUserId: 900,
  accounts: [],
  configuration: DEFAULT_CONFIGURATION,
  changedAt: '2026-11-21T09:00:00.000Z',
};
const record = (value: Buffer | null) => ({
  topic: 't',
  partition: 0,
  offset: 1,
  timestamp: 0,
  key: null,
  value,
  headers: {},
});

describe('decodeDocument', () => {
  it('reads a document', () => {
    expect(decodeDocument(record(Buffer.from(JSON.stringify(document))))).toEqual({
      kind: 'event',
      event: document,
    });
  });

  it('ignores a null value of the compacted topic', () => {
    expect(decodeDocument(record(null))).toEqual({ kind: 'ignored' });
  });

  it('names what cannot be read', () => {
    expect(decodeDocument(record(Buffer.from('{')))).toMatchObject({ kind: 'unreadable', code: 'not-json' });
    const wrong = { ...document, state: 'sleeping' };
    expect(decodeDocument(record(Buffer.from(JSON.stringify(wrong))))).toMatchObject({
      kind: 'unreadable',
      code: 'document-invalid',
    });
  });
});
