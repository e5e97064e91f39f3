/** `npm run rules`: which tests pin which rule, and what they came to last. Works on Node 20 with nothing installed, as `test.mjs` does. */
import { join } from 'node:path';
import { handOver } from './prepare/hand-over.mjs';
import { ensurePackages } from './prepare/packages.mjs';
import { ROOT } from './paths.mjs';
import { command, step } from './show.mjs';

command(async () => {
  await step('packages', ensurePackages);
  return handOver(join(ROOT, 'deploy', 'local', 'rules', 'main.mjs'));
});
