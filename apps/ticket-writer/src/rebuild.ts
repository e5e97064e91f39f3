import { rebuildProgram } from '@parley/event-log';
import { runProcess } from '@parley/platform';
import { WRITER_REBUILD } from './rebuild/rebuild-plan';

runProcess('ticket-writer-rebuild', async () => {
  process.exitCode = await rebuildProgram(WRITER_REBUILD, process.argv.slice(2));
});
