import { differingPaths } from './json-paths';
import { RebuildProgress } from './rebuild-progress';
import { differencesIn, reportOf } from './report';

describe('reporting a comparison', () => {
  const same = { table: 'contact', live: 1200, rebuilt: 1200, same: 1200, different: 0, first: [] };
  const other = {
    table: 'conversation',
    live: 3,
    rebuilt: 2,
    same: 1,
    different: 2,
    first: [
      { key: 'conv-1', columns: ['state (.t.0.1.x)', 'account_id'] },
      { key: 'conv-2', only: 'live' as const, columns: [] },
    ],
    note: 'whole',
  };

  it('X6 shows every table with its rows, then where they differ', () => {
    expect(reportOf([same, other]).split('\n')).toEqual([
      '  table         live  rebuilt  same  different',
      '  contact       1200     1200  1200          0',
      '  conversation     3        2     1          2',
      '  conversation: whole',
      '  conversation conv-1: state (.t.0.1.x), account_id',
      '  conversation conv-2: only live',
    ]);
    expect(differencesIn([same, other])).toBe(2);
  });

  it('X6 says how many more there are', () => {
    expect(reportOf([{ ...other, different: 9 }])).toContain('conversation: and 7 more');
  });

  it('names the paths at which two JSON texts differ, never what stands there', () => {
    const live = JSON.stringify({ name: 'Ada', at: [1, { x: 'secret' }], same: null });
    const rebuilt = JSON.stringify({ name: 'Ada', at: [1, { x: 'other' }], same: null, more: true });
    expect(differingPaths(live, rebuilt)).toEqual(['.at.1.x', '.more']);
    expect(differingPaths('{"a":1,"b":2}', '{"b":2,"a":1}')).toEqual(['.(order)']);
    expect(differingPaths('[1]', '{"0":1}')).toEqual(['.']);
    expect(differingPaths('no json', '{}')).toEqual([]);
    expect(differingPaths(null, '{}')).toEqual([]);
  });

  it('tells the end of each phase once', () => {
    const lines: string[] = [];
    const progress = new RebuildProgress('gateway', (line) => lines.push(line));
    progress.show('facts', 5, 10);
    progress.show('facts', 10, 10);
    progress.show('facts', 10, 10);
    progress.show('nothing', 0, 0);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^gateway: facts: 10 of 10 records \(100 %\), \d+ a second$/);
  });
});
