import { join } from 'node:path';
import { coverageOf, faultsOf, type Spec } from './coverage.mjs';
import { RULES, namesRule } from './rules.mjs';
import { specsOf } from './specs.mjs';

const UNIT = 'libs/a.unit.spec.ts';
const OTHER = 'libs/b.unit.spec.ts';
const E2E = 'deploy/e2e/specs/a.e2e.spec.ts';

/** Every rule is pinned in one file of each kind. */
const complete: readonly Spec[] = [
  { file: UNIT, kind: 'unit', titles: RULES.map((rule) => `${rule} holds`) },
  { file: E2E, kind: 'e2e', titles: RULES.map((rule) => `${rule} holds from end to end`) },
];
const reportOf = (file: string, status: string, rules = RULES) => ({
  [file]: rules.map((rule) => ({ title: `${rule} holds`, status })),
});
const green = { unit: reportOf(UNIT, 'passed'), e2e: reportOf(E2E, 'passed') };

function result(rule: string, specs: readonly Spec[], reports: Parameters<typeof coverageOf>[1]) {
  return coverageOf(specs, reports).find((one) => one.rule === rule)?.result;
}

describe('rules', () => {
  it('are those of gates, triggers, tickets and customers', () => {
    expect(RULES).toHaveLength(8 + 12 + 14 + 1 + 7);
    expect(RULES).toEqual(expect.arrayContaining(['G8', 'T12', 'K14', 'K16', 'C7']));
    expect(RULES).not.toContain('K15');
  });

  it.each([
    ['names the rule first', 'tags: K1 holds', true],
    ['names it among others', 'T3 K1: both', true],
    ['names it in brackets', 'does something (K1)', true],
    ['names a longer one', 'K10 holds', false],
    ['has it inside a word', 'the AK1 holds', false],
    ['writes it small', 'k1 holds', false],
  ])('a title that %s', (_what, title, expected) => {
    expect(namesRule(title, 'K1')).toBe(expected);
  });
});

describe('coverage', () => {
  it('is without a fault when each rule has a test of each kind, run or not', () => {
    expect(faultsOf(coverageOf(complete, { unit: {}, e2e: {} }), false)).toEqual([]);
  });

  it('are each pinned by a unit and an end-to-end test of this repository', () => {
    const specs = specsOf(join(__dirname, '../../..'));
    expect(faultsOf(coverageOf(specs, { unit: {}, e2e: {} }), false)).toEqual([]);
  });

  it('names the kind that a rule lacks', () => {
    const specs = complete.map((spec) => ({
      ...spec,
      titles: spec.titles.filter((title) => !(spec.kind === 'e2e' && title.startsWith('K1 '))),
    }));
    expect(faultsOf(coverageOf(specs, green), false)).toEqual(['K1 has no e2e test']);
  });

  it('is strict about what did not run, or failed, where that is asked', () => {
    const reports = { unit: reportOf(UNIT, 'passed'), e2e: reportOf(E2E, 'passed', ['G1', 'G2']) };
    const faults = faultsOf(coverageOf(complete, reports), true);
    expect(faults).toHaveLength(RULES.length - 2);
    expect(faults).toContain('T6: not run');
    expect(faultsOf(coverageOf(complete, green), true)).toEqual([]);
  });

  it('tells passed, failed and not run apart', () => {
    expect(result('K7', complete, green)).toBe('passed');
    expect(result('K7', complete, { ...green, e2e: {} })).toBe('not run');
    expect(result('K7', complete, { ...green, unit: reportOf(UNIT, 'failed', ['K7']) })).toBe('failed');
    expect(result('K7', complete, { ...green, unit: reportOf(UNIT, 'pending') })).toBe('not run');
  });

  it('has not run a rule while one of its files has not', () => {
    const specs = [...complete, { file: OTHER, kind: 'unit' as const, titles: ['K7 holds elsewhere'] }];
    expect(result('K7', specs, green)).toBe('not run');
    const reports = { ...green, unit: { ...green.unit, ...reportOf(OTHER, 'passed', ['K7']) } };
    expect(result('K7', specs, reports)).toBe('passed');
  });
});
