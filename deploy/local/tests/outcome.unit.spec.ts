import { closingLine, isGreen, jestOutcome, total } from './outcome.mjs';

const report = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numTotalTests: 7,
  numRuntimeErrorTestSuites: 0,
};

describe('jestOutcome', () => {
  it('is green when all that ran passed', () => {
    const outcome = jestOutcome(report, 0);
    expect([isGreen(outcome), closingLine(outcome)]).toEqual([true, '7 passed, 0 failed']);
  });

  it.each([
    ['a failed test', { numPassedTests: 6, numFailedTests: 1 }, 1, '6 passed, 1 failed'],
    ['a skipped test', { numPassedTests: 6, numPendingTests: 1 }, 0, '6 passed, 1 failed'],
    ['a test that is only planned', { numPassedTests: 6, numTodoTests: 1 }, 0, '6 passed, 1 failed'],
    ['a spec file that does not compile', { numRuntimeErrorTestSuites: 1 }, 1, '7 passed, 1 failed'],
    ['no test at all', { numPassedTests: 0, numTotalTests: 0 }, 0, '0 passed, 1 failed'],
    ['an exit code that nothing explains', {}, 1, '7 passed, 1 failed'],
  ])('is red for %s', (_case, change, exitCode, line) => {
    const outcome = jestOutcome({ ...report, ...change }, exitCode);
    expect([isGreen(outcome), closingLine(outcome)]).toEqual([false, line]);
  });

  it('is red when Jest broke before it could report', () => {
    expect(closingLine(jestOutcome(undefined, 137))).toBe('0 passed, 1 failed');
  });
});

describe('total', () => {
  it('adds up what all kinds came to, faults included', () => {
    const kinds = [jestOutcome(report, 0), jestOutcome(undefined, 1), { passed: 2, failed: 3, faults: [] }];
    expect(closingLine(total(kinds))).toBe('9 passed, 4 failed');
  });

  it('is not green when nothing ran', () => {
    expect(isGreen(total([]))).toBe(false);
  });
});
