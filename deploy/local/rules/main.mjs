import { Trouble } from '../parts/trouble.mjs';
import { REPORTS, ROOT } from '../paths.mjs';
import { command, say } from '../show.mjs';
import { table } from '../demo/table.mjs';
import { lastReport } from '../tests/reports.mjs';
import { coverageOf, faultsOf } from './coverage.mjs';
import { KINDS_NEEDED, RULES } from './rules.mjs';
import { specsOf } from './specs.mjs';

/** `npm run rules`: every rule. `npm run rules -- K7 T6`: the titles, too, of these. `--strict`: each test must have passed. */
command(async () => {
  const args = process.argv.slice(2);
  const strict = args.includes('--strict');
  const asked = args.filter((arg) => arg !== '--strict');
  const unknown = asked.filter((rule) => !RULES.includes(rule));
  if (unknown.length > 0) throw new Trouble(`There is no rule ${unknown.join(', ')}.`, { exitCode: 2 });
  const reports = { unit: lastReport(REPORTS, 'unit'), e2e: lastReport(REPORTS, 'e2e') };
  const all = coverageOf(specsOf(ROOT), reports);
  const shown = asked.length === 0 ? all : all.filter(({ rule }) => asked.includes(rule));
  say(
    table(
      ['Rule', 'Unit tests', 'E2E tests', 'Last result'],
      shown.map(({ rule, unit, e2e, result }) => [rule, `${unit.length}`, `${e2e.length}`, result]),
    ),
  );
  if (asked.length > 0) for (const one of shown) showTests(one);
  const faults = faultsOf(shown, strict);
  say(faults.length === 0 ? '\nEvery rule is pinned.' : `\n${faults.join('\n')}`);
  return faults.length === 0 ? 0 : 1;
});

/** @param {import('./coverage.mjs').RuleCoverage} coverage */
function showTests(coverage) {
  for (const kind of KINDS_NEEDED) {
    say(`\n${coverage.rule}, ${kind}`);
    for (const { file, title } of coverage[kind]) say(`  ${title}  (${file})`);
  }
}
