import { rebuildProgram } from '@parley/event-log';
import { runProcess } from '@parley/platform';
import { EVALUATOR_REBUILD } from './rebuild/rebuild-plan';

runProcess('trigger-evaluator-rebuild', async () => {
  process.exitCode = await rebuildProgram(EVALUATOR_REBUILD, process.argv.slice(2));
});
