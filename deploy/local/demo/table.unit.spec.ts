import { table } from './table.mjs';

describe('table', () => {
  it('sets columns under each other, as wide as their widest cell', () => {
    expect(
      table(
        ['A', 'Long heading'],
        [
          ['日本', 'x'],
          ['', 'yz'],
        ],
      ),
    ).toBe(['A   Long heading', '──  ────────────', '日本  x', '    yz'].join('\n'));
  });

  it('shows the headings alone when there is no row', () => {
    expect(table(['A'], [])).toBe('A\n─');
  });
});
