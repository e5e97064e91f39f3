import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { NODE } from '../paths.mjs';

/** What everything after the preparation runs on. */
const NODE_MAJOR = 24;

/**
 * Goes on with another script and this command's arguments on Node 24: in this process when it is that already, else in a
 * child that it waits for.
 * @param {string} script absolute path; it reads `process.argv` and sets the exit code by itself
 * @returns {Promise<number | void>} the child's exit code
 */
export async function handOver(script) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) {
    await import(pathToFileURL(script).href);
    return;
  }
  const child = spawn(NODE, [script, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child too, as one of the same group; hearing it twice is harmless, and this process has to stay meanwhile.
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(name, () => child.kill(name));
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
}
