import { KINDS_NEEDED, RULES, namesRule } from './rules.mjs';

/**
 * A spec file with the titles of its tests.
 * @typedef {{ readonly file: string, readonly kind: import('./rules.mjs').NeededKind, readonly titles: readonly string[] }} Spec
 * @typedef {{ readonly file: string, readonly title: string }} PinningTest
 * @typedef {'passed' | 'failed' | 'not run'} Result
 * @typedef {Readonly<Record<import('./rules.mjs').NeededKind, import('../tests/reports.mjs').Report>>} LastReports
 * @typedef {{ readonly rule: string, readonly unit: readonly PinningTest[], readonly e2e: readonly PinningTest[],
 *   readonly result: Result }} RuleCoverage
 */

/**
 * The tests that pin each rule, and what they came to.
 * @param {readonly Spec[]} specs
 * @param {LastReports} reports
 * @returns {readonly RuleCoverage[]}
 */
export function coverageOf(specs, reports) {
  return RULES.map((rule) => {
    const [unit, e2e] = /** @type {[PinningTest[], PinningTest[]]} */ (
      KINDS_NEEDED.map((kind) =>
        specs
          .filter((spec) => spec.kind === kind)
          .flatMap(({ file, titles }) =>
            titles.filter((title) => namesRule(title, rule)).map((title) => ({ file, title })),
          ),
      )
    );
    const results = [resultOf(rule, unit, reports.unit), resultOf(rule, e2e, reports.e2e)];
    return { rule, unit, e2e, result: worst(results) };
  });
}

/**
 * What is wrong, in sentences; empty when every rule is pinned.
 * @param {readonly RuleCoverage[]} coverage
 * @param {boolean} strict whether a test that did not run, or failed, is wrong
 * @returns {readonly string[]}
 */
export function faultsOf(coverage, strict) {
  return coverage.flatMap((one) => [
    ...KINDS_NEEDED.filter((kind) => one[kind].length === 0).map((kind) => `${one.rule} has no ${kind} test`),
    ...(strict && one.result !== 'passed' ? [`${one.rule}: ${one.result}`] : []),
  ]);
}

/**
 * One test that failed is enough to fail; a file whose results are missing leaves it open.
 * @param {string} rule
 * @param {readonly PinningTest[]} tests
 * @param {import('../tests/reports.mjs').Report} report
 * @returns {Result}
 */
function resultOf(rule, tests, report) {
  const files = [...new Set(tests.map(({ file }) => file))];
  const results = files.map((file) => {
    const named = (report[file] ?? []).filter(({ title }) => namesRule(title, rule));
    if (named.some(({ status }) => status === 'failed')) return 'failed';
    return named.length > 0 && named.every(({ status }) => status === 'passed') ? 'passed' : 'not run';
  });
  return results.length === 0 ? 'not run' : worst(results);
}

/** @param {readonly Result[]} results @returns {Result} */
function worst(results) {
  if (results.includes('failed')) return 'failed';
  return results.includes('not run') ? 'not run' : 'passed';
}
