import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../parts/trouble.mjs';
import { build } from '../prepare/build.mjs';
import { ROOT } from '../paths.mjs';
import { command, say, step } from '../show.mjs';
import { EVERY_DAY, KINDS } from './kinds.mjs';
import { closingLine, isGreen, total } from './outcome.mjs';
import { runKind } from './run-kind.mjs';

/**
 * `npm test`: every kind in turn. `npm run test:unit -- libs/platform`: one kind, maybe of one folder.
 * A kind that fails does not stop the others, so that one run tells everything.
 */
async function main() {
  const [asked = 'all', ...paths] = process.argv.slice(2);
  const kinds = asked === 'all' ? EVERY_DAY : KINDS.filter((kind) => kind === asked);
  if (kinds.length === 0)
    throw new Trouble(`There is no kind of tests "${asked}"; there are: ${KINDS.join(', ')}.`, {
      exitCode: 2,
    });
  if (asked === 'proof' && !hasProofs(ROOT)) return say('There are no proofs yet.');
  if (kinds.some((kind) => kind === 'e2e' || kind === 'proof')) await step('build', build);
  const outcomes = [];
  for (const kind of kinds) {
    say(`\n── ${kind} ${'─'.repeat(60 - kind.length)}`);
    const outcome = await runKind(kind, paths);
    for (const fault of outcome.faults) say(`${kind}: ${fault}`);
    say(closingLine(outcome));
    outcomes.push(outcome);
  }
  const all = total(outcomes);
  if (outcomes.length > 1) say(`\n${closingLine(all)}`);
  return outcomes.every(isGreen) ? 0 : 1;
}

/**
 * @param {string} folder
 * @returns {boolean}
 */
function hasProofs(folder) {
  return ['apps', 'libs', 'deploy', 'bench']
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .some((path) =>
      readdirSync(path, { recursive: true, encoding: 'utf8' }).some(
        (file) => !file.includes('node_modules') && file.endsWith('.proof.spec.ts'),
      ),
    );
}

command(main);
