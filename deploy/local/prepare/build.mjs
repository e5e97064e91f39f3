import { join } from 'node:path';
import { LOGS, NODE, ROOT } from '../paths.mjs';
import { run } from './run.mjs';

/** Compiles every project; what has not changed comes from Nx's cache. */
export async function build() {
  const nx = join(ROOT, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  await run(NODE, [nx, 'run-many', '-t', 'build', '--outputStyle=static'], {
    cwd: ROOT,
    log: join(LOGS, 'build.log'),
    what: 'The build',
    env: {
      ...process.env,
      PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env['PATH']}`,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_NO_CLOUD: 'true',
    },
  });
}
