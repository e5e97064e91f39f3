import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepReport, lastReport } from './reports.mjs';

let root = '';
const folder = (): string => join(root, '.parley', 'reports');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'parley-reports-'));
  mkdirSync(join(root, 'libs'));
  for (const name of ['a', 'b']) writeFileSync(join(root, 'libs', `${name}.unit.spec.ts`), '');
});
afterEach(() => rmSync(root, { recursive: true }));

/** As Jest writes it with `--json`: absolute paths, one result for each test. */
function ran(name: string, status: string) {
  const path = join(root, 'libs', `${name}.unit.spec.ts`);
  return {
    name: path,
    status,
    assertionResults: [{ fullName: 'a group K1 holds', title: 'K1 holds', status }],
  };
}

describe('reports', () => {
  it('keep the last result of each spec file, whichever files the last run was of', () => {
    keepReport(folder(), 'unit', { testResults: [ran('a', 'failed'), ran('b', 'passed')] }, root);
    keepReport(folder(), 'unit', { testResults: [ran('a', 'passed')] }, root);
    expect(lastReport(folder(), 'unit')).toEqual({
      'libs/a.unit.spec.ts': [{ title: 'a group K1 holds', status: 'passed' }],
      'libs/b.unit.spec.ts': [{ title: 'a group K1 holds', status: 'passed' }],
    });
  });

  it('forget a file that is no more', () => {
    keepReport(folder(), 'unit', { testResults: [ran('a', 'passed'), ran('b', 'passed')] }, root);
    rmSync(join(root, 'libs', 'b.unit.spec.ts'));
    keepReport(folder(), 'unit', { testResults: [] }, root);
    expect(Object.keys(lastReport(folder(), 'unit'))).toEqual(['libs/a.unit.spec.ts']);
  });

  it('are empty before the first run, and stay as they are when Jest broke', () => {
    expect(lastReport(folder(), 'unit')).toEqual({});
    keepReport(folder(), 'unit', undefined, root);
    expect(lastReport(folder(), 'unit')).toEqual({});
  });
});
