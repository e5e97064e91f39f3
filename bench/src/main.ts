import { type Figure, machine, publish, table } from './report';
import { measureChanges } from './sections/changes';
import { measureEvaluator } from './sections/evaluator';
import { measureGateway } from './sections/gateway';
import { measureLatency } from './sections/latency';
import { measureReadModel } from './sections/read-model';
import { measureRecovery } from './sections/recovery';
import { runningStack, type Stack } from './stack';

type Section = (stack: Stack, say: (line: string) => void) => Promise<readonly Figure[]>;

const SECTIONS: Readonly<Record<string, Section>> = {
  latency: measureLatency,
  changes: measureChanges,
  gateway: measureGateway,
  evaluator: measureEvaluator,
  'read-model': measureReadModel,
  recovery: measureRecovery,
};

const HELP = `npm run bench [-- section ...] [--publish]

Measures a running stack as ratios and counts. Sections: ${Object.keys(SECTIONS).join(', ')} (default: all).
--publish writes the figures to bench/README.md; all sections must run for that.`;

/** Runs the chosen sections one after the other; exit code 1 when a target does not hold. */
async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  const chosen = words.filter((word) => !word.startsWith('--'));
  const unknown = chosen.filter((word) => !(word in SECTIONS));
  if (unknown.length > 0) {
    console.error(`No such section: ${unknown.join(', ')}.\n\n${HELP}`);
    return 2;
  }
  const stack = runningStack();
  console.log(machine());
  const figures: Figure[] = [];
  for (const [name, measure] of Object.entries(SECTIONS)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    figures.push(...(await measure(stack, (line) => console.log(line))));
  }
  console.log(`\n${table(figures)}`);
  if (words.includes('--publish') && chosen.length === 0) publish(figures);
  return figures.some((figure) => figure.holds === false) ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
