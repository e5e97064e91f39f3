import { rebuildProgram } from '@parley/event-log';
import { runProcess } from '@parley/platform';
import { GATEWAY_REBUILD } from './rebuild/rebuild-plan';

runProcess('gateway-rebuild', async () => {
  process.exitCode = await rebuildProgram(GATEWAY_REBUILD, process.argv.slice(2));
});
