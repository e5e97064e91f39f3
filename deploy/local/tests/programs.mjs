import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../paths.mjs';

const BIN = join(ROOT, 'node_modules', '.bin');

/**
 * Runs a program of the packages on Node 24 with its output shown.
 * @param {string} program name in node_modules/.bin
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {(line: string) => void} [onLine] called with every line of its output
 * @returns {Promise<number>} exit code
 */
export function runProgram(program, args, env = {}, onLine) {
  const child = spawn(join(BIN, program), [...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      ...env,
      PATH: `${BIN}:${process.env['PATH']}`,
    },
    stdio: ['ignore', onLine === undefined ? 'inherit' : 'pipe', 'inherit'],
  });
  if (onLine !== undefined) eachLine(child.stdout, onLine);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {NodeJS.ReadableStream | null} stream
 * @param {(line: string) => void} onLine
 */
function eachLine(stream, onLine) {
  let rest = '';
  stream?.on('data', (chunk) => {
    process.stdout.write(chunk);
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream?.on('end', () => {
    if (rest !== '') onLine(rest);
  });
}
