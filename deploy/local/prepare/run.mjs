import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Trouble } from '../parts/trouble.mjs';

/**
 * Runs a program to its end with its output in a log file.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, log: string, what: string, env?: NodeJS.ProcessEnv }} options `what` begins the sentence "<what> failed"
 * @throws {Trouble} with its last lines when it fails
 */
export async function run(program, args, { cwd, log, what, env = process.env }) {
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  /** @type {string[]} */
  let tail = [];
  const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @param {Buffer} chunk */
  const keep = (chunk) => {
    file.write(chunk);
    tail = [
      ...tail,
      ...chunk
        .toString('utf8')
        .split('\n')
        .filter((line) => line.trim() !== ''),
    ].slice(-200);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      tail.push(error.message);
      resolve(-1);
    });
    child.once('close', resolve);
  });
  file.end();
  if (code === 0) return;
  if (tail.some((line) => /ENOSPC|No space left on device/.test(line))) {
    throw new Trouble(`${what} failed: the disk is full. Free about 2 GB and start again.`);
  }
  throw new Trouble(
    `${what} failed. The last lines (all of them: ${basename(log)} in ${dirname(log)}):\n${tail.slice(-15).join('\n')}`,
  );
}
