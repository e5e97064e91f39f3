import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import asyncApiSchema from '@asyncapi/specs/schemas/3.0.0.json';
import { asyncApiDocument } from './async-api';
import { generatedFiles, textOf } from './generated-files';

const GENERATED = join(__dirname, '..', '..', 'generated');

describe('generated documents', () => {
  it('are current: run "npx nx run contracts:generate" when this fails', () => {
    const committed = readdirSync(GENERATED, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.json'),
    );
    const made = generatedFiles();
    expect(committed.sort()).toEqual([...made.keys()].sort());
    for (const [path, document] of made)
      expect(readFileSync(join(GENERATED, path), 'utf8')).toBe(textOf(document));
  });

  it('hold an AsyncAPI document that the official schema of 3.0.0 accepts', () => {
    // The schema brings the meta-schema of draft 07 along; Ajv's own copy would be a second one.
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
    addFormats(ajv);
    const accepts = ajv.compile(asyncApiSchema);
    accepts(JSON.parse(JSON.stringify(asyncApiDocument())));
    expect(accepts.errors).toBeNull();
  });

  it('hold no reference that leads nowhere', () => {
    const document = asyncApiDocument();
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(50);
    for (const path of new Set(references)) {
      const target = path
        .split('/')
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], document);
      expect(target).toBeDefined();
    }
  });
});
