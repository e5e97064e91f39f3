import { rebuildProgram } from '@parley/event-log';
import { configureLogging, runProcess } from '@parley/platform';
import { EVALUATOR_REBUILD } from './rebuild/rebuild-plan';

runProcess('trigger-evaluator-rebuild', async () => {
  // What it finds is printed; the log is for what goes wrong.
  configureLogging({ service: 'trigger-evaluator-rebuild', level: 'error' });
  process.exitCode = await rebuildProgram(EVALUATOR_REBUILD, process.argv.slice(2));
});
