import { rebuildProgram } from '@parley/event-log';
import { configureLogging, runProcess } from '@parley/platform';
import { GATEWAY_REBUILD } from './rebuild/rebuild-plan';

runProcess('gateway-rebuild', async () => {
  // What it finds is printed; the log is for what goes wrong.
  configureLogging({ service: 'gateway-rebuild', level: 'error' });
  process.exitCode = await rebuildProgram(GATEWAY_REBUILD, process.argv.slice(2));
});
