/**
 * What one kind of checks came to.
 * @typedef {{ readonly passed: number, readonly failed: number, readonly faults: readonly string[] }} Outcome `faults` are reasons
 *   to fail beside failed checks: nothing ran, something was skipped, the runner broke
 */

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {Outcome}
 */
export function total(outcomes) {
  return {
    passed: outcomes.reduce((sum, { passed }) => sum + passed, 0),
    failed: outcomes.reduce((sum, { failed }) => sum + failed, 0),
    faults: outcomes.flatMap(({ faults }) => faults),
  };
}

/** @param {Outcome} outcome */
export function isGreen({ passed, failed, faults }) {
  return passed > 0 && failed === 0 && faults.length === 0;
}

/**
 * The closing line of a kind. A fault counts as one failure, so that the line alone tells green from red.
 * @param {Outcome} outcome
 */
export function closingLine({ passed, failed, faults }) {
  return `${passed} passed, ${failed + faults.length} failed`;
}

/**
 * Reads what Jest wrote with `--json`.
 * @param {any} report undefined when Jest ended without writing one
 * @param {number} exitCode
 * @returns {Outcome}
 */
export function jestOutcome(report, exitCode) {
  if (report === undefined)
    return { passed: 0, failed: 0, faults: [`Jest ended with code ${exitCode} and no report`] };
  const skipped = report.numPendingTests + report.numTodoTests;
  const brokenSuites = report.numRuntimeErrorTestSuites;
  const faults = [
    ...(skipped > 0 ? [`${skipped} tests were skipped`] : []),
    ...(brokenSuites > 0 ? [`${brokenSuites} spec files could not be run`] : []),
    ...(report.numTotalTests === 0 ? ['no test ran'] : []),
  ];
  const unexplained = exitCode !== 0 && report.numFailedTests === 0 && faults.length === 0;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    faults: unexplained ? [`Jest ended with code ${exitCode}`] : faults,
  };
}
