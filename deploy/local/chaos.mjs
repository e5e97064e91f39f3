/** `npm run chaos`: lets everything break on a stack of its own. Works on Node 20 with nothing installed, as `npm test` does. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Trouble } from './parts/trouble.mjs';
import { handOver } from './prepare/hand-over.mjs';
import { prepare } from './prepare/prepare.mjs';
import { ROOT } from './paths.mjs';
import { command, say } from './show.mjs';

const HELP = `npm run chaos -- [--seed S] [--minutes M] [--report FILE]

Starts a stack of its own with two replicas of each service, publishes conversations through both doors, and meanwhile kills and
stops processes, Kafka and PostgreSQL, and disturbs the sandbox's answers. Afterwards every ticket must be as on a calm day.
  --seed S      what goes wrong, and when (default: another one each time; it is printed)
  --minutes M   how long (default 2)
  --report FILE where to write what went wrong and what came of it, as Markdown`;

command(async () => {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      report: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return say(HELP);
  say('Preparing');
  await prepare({ kafka: true });
  if (values.seed !== undefined) process.env['PARLEY_CHAOS_SEED'] = number(values.seed, '--seed');
  if (values.minutes !== undefined) process.env['PARLEY_CHAOS_MINUTES'] = number(values.minutes, '--minutes');
  if (values.report !== undefined) process.env['PARLEY_CHAOS_REPORT'] = resolve(values.report);
  process.argv.splice(2, process.argv.length, 'proof', 'deploy/e2e/specs/chaos');
  return handOver(join(ROOT, 'deploy', 'local', 'tests', 'main.mjs'));
});

/**
 * @param {string} text
 * @param {string} name
 */
function number(text, name) {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Trouble(`${name} is no number: ${text}`, { exitCode: 2 });
  return text;
}
