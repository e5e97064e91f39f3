import { acceptedSamples } from '../../test/golden-samples';
import { readFileSync } from 'node:fs';
import { validate } from '../parse/compiled-schema';
import { DEFAULT_CONFIGURATION, OrganizationConfigurationSchema } from './configuration';
import { parseConfigDocument } from './parse-config-document';

interface RefusedDocument {
  readonly name: string;
  readonly pointer: string;
  readonly document: unknown;
}

const refused = JSON.parse(
  readFileSync(`${__dirname}/__golden__/v1.invalid.json`, 'utf8'),
) as readonly RefusedDocument[];

describe('parseConfigDocument', () => {
  it.each(acceptedSamples('organization'))('reads $path unchanged', ({ content }) => {
    expect(parseConfigDocument(content)).toEqual({ ok: true, value: content });
  });

  it.each(refused)('refuses $name', ({ document, pointer }) => {
    expect(parseConfigDocument(document)).toMatchObject({
      ok: false,
      faults: [{ code: 'document-invalid', pointer }],
    });
  });
});

describe('DEFAULT_CONFIGURATION', () => {
  it('fits its own schema and synchronises nothing', () => {
    expect(validate(OrganizationConfigurationSchema, DEFAULT_CONFIGURATION, 'invalid').ok).toBe(true);
    expect([DEFAULT_CONFIGURATION.modeA.enabled, DEFAULT_CONFIGURATION.modeB.enabled]).toEqual([
      false,
      false,
    ]);
  });
});
