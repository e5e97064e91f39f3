/** `npm run demo`. Works on Node 20 with nothing installed: it prepares the clone, then hands over to `demo/main.mjs`. */
import { join } from 'node:path';
import { handOver } from './prepare/hand-over.mjs';
import { prepare } from './prepare/prepare.mjs';
import { ROOT } from './paths.mjs';
import { command, say } from './show.mjs';

command(async () => {
  say('Preparing');
  await prepare({ kafka: !process.env['KAFKA_BROKERS'] });
  say('Starting');
  return handOver(join(ROOT, 'deploy', 'local', 'demo', 'main.mjs'));
});
