/** `npm test` and `npm run test:<kind>`. Works on Node 20 with nothing installed: it prepares the clone, then hands over to `tests/main.mjs`. */
import { join } from 'node:path';
import { handOver } from './prepare/hand-over.mjs';
import { prepare } from './prepare/prepare.mjs';
import { ROOT } from './paths.mjs';
import { command, say } from './show.mjs';

/** Kinds that need no running parts. */
const WITHOUT_KAFKA = new Set(['lint', 'types', 'unit']);
/** Kinds that look at pages in a browser. */
const WITH_CHROMIUM = new Set(['all', 'e2e']);

command(async () => {
  say('Preparing');
  const kind = process.argv[2] ?? 'all';
  await prepare({
    kafka: !WITHOUT_KAFKA.has(kind) && !process.env['TEST_KAFKA_BROKERS'],
    chromium: WITH_CHROMIUM.has(kind),
  });
  return handOver(join(ROOT, 'deploy', 'local', 'tests', 'main.mjs'));
});
