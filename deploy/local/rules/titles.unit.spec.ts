import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { titlesOf } from './titles.mjs';

const fixture = readFileSync(join(__dirname, 'fixtures', 'pins.spec.fixture'), 'utf8');

describe('titlesOf', () => {
  it('gives each test that runs, with the titles of the groups around it', () => {
    expect(titlesOf(fixture)).toEqual([
      'K1 the first write brings the history',
      "K1 the first write of … T4 says 'no link'",
      'K3 shows %s',
      'K4 takes … of a kind',
      'G4 on %s keeps everything',
      'K10 runs beside others',
    ]);
  });

  it('gives nothing of a file without tests', () => {
    expect(titlesOf('export const rule = "K1 is it"; run(() => rule);')).toEqual([]);
  });
});
