import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LOGS, ROOT } from '../paths.mjs';
import { run } from './run.mjs';

/**
 * Whether a program is on the path.
 * @param {string} program
 */
export function has(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** @returns {string[] | undefined} the words to put before apt-get; undefined where it cannot be used without asking */
export function howToInstall() {
  if (!has('apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * Installs Debian's packages.
 * @param {string[]} asRoot of {@link howToInstall}
 * @param {string[]} packages
 * @throws {Trouble} when that fails; the log has what was said
 */
export async function install(asRoot, packages) {
  const options = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=300'];
  for (const args of [
    ['update', '-q'],
    ['install', ...options, '--no-install-recommends', ...packages],
  ]) {
    const [program = 'apt-get', ...rest] = [
      ...asRoot,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      ...args,
    ];
    await run(program, rest, {
      cwd: ROOT,
      log: join(LOGS, 'apt-get.log'),
      what: `Installing ${packages.join(' and ')} (apt-get)`,
    });
  }
}
