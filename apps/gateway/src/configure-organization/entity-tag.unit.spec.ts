import { etagOf, expectedVersion } from './entity-tag';

describe('If-Match', () => {
  it.each([
    [undefined, undefined],
    ['*', undefined],
    ['"7"', 7],
    [' "7" ', 7],
    ['7', 7],
    [etagOf(12), 12],
  ])('%p expects version %p', (header, version) => {
    expect(expectedVersion(header)).toBe(version);
  });

  it.each(['W/"7"', '"abc"', '""', '"1", "2"'])('%s matches nothing', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ code: 'version-conflict' }));
  });
});
