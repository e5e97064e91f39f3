import { rebuildProgram } from '@parley/event-log';
import { configureLogging, runProcess } from '@parley/platform';
import { WRITER_REBUILD } from './rebuild/rebuild-plan';

runProcess('ticket-writer-rebuild', async () => {
  // What it finds is printed; the log is for what goes wrong.
  configureLogging({ service: 'ticket-writer-rebuild', level: 'error' });
  process.exitCode = await rebuildProgram(WRITER_REBUILD, process.argv.slice(2));
});
