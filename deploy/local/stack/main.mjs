import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { identify, isAlive } from '../parts/processes.mjs';
import { Trouble } from '../parts/trouble.mjs';
import { waitFor } from '../parts/wait-for.mjs';
import { LOGS } from '../paths.mjs';
import { command, say, sinceStart } from '../show.mjs';
import { forgetEverything } from './fresh.mjs';

import { Stack } from './stack.mjs';
import { runningStack, untilUp } from './supervisor.mjs';
import { untilStopped } from './until-stopped.mjs';

const START_WITHIN_MS = 10 * 60_000;

/**
 * `npm run stack`: starts the local stack and stays, or with --detach leaves it running.
 * One that runs already is reused; one that would have to be another is refused.
 */
async function main() {
  const { values } = parseArgs({
    options: { detach: { type: 'boolean' }, fresh: { type: 'boolean' }, 'zendesk-url': { type: 'string' } },
  });
  const zendeskUrl = values['zendesk-url'] === undefined ? undefined : baseUrl(values['zendesk-url']);
  const running = await untilUp();
  if (running !== undefined) return reuse(running, { fresh: values.fresh ?? false, zendeskUrl });
  if (values.fresh) await forgetEverything();
  if (values.detach) return detach(zendeskUrl);
  const stack = new Stack({ zendeskUrl });
  return untilStopped(stack, async () => {
    await stack.start();
    showAddresses();
    say('Ctrl-C ends it.');
  });
}

/**
 * @param {import('./stack-file.mjs').StackDescription} running
 * @param {{ fresh: boolean, zendeskUrl: string | undefined }} wish
 */
function reuse(running, { fresh, zendeskUrl }) {
  if (fresh || (zendeskUrl !== undefined && zendeskUrl !== running.sandboxUrl)) {
    throw new Trouble(
      `A stack is running already: ${running.gatewayUrl} (Zendesk: ${running.sandboxUrl}). End it first with "npm run stack:stop".`,
    );
  }
  say('The stack is running already.');
  showAddresses();
}

/** @param {string | undefined} zendeskUrl */
async function detach(zendeskUrl) {
  mkdirSync(LOGS, { recursive: true });
  const file = join(LOGS, 'stack.log');
  const log = openSync(file, 'w');
  const args = [
    fileURLToPath(import.meta.url),
    ...(zendeskUrl === undefined ? [] : ['--zendesk-url', zendeskUrl]),
  ];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  child.unref();
  if (identity === undefined) throw new Trouble('The stack could not be started.');
  await waitFor(
    () => {
      if (!isAlive(identity))
        throw new Trouble(`The stack ended while it started. The last lines of ${file}:\n${lastLines(file)}`);
      return runningStack();
    },
    { withinMs: START_WITHIN_MS, what: `the stack to start (see ${file})` },
  );
  showAddresses();
  say('"npm run stack:stop" ends it.');
}

function showAddresses() {
  const stack = runningStack();
  if (stack === undefined) return;
  say(`
The stack is up after ${sinceStart().trim()}.
  console     ${stack.consoleUrl}        sign in as anybody
  gateway     ${stack.gatewayUrl}        API page ${stack.gatewayUrl}/docs
  Zendesk     ${stack.sandboxUrl}        tickets  ${stack.sandboxUrl}/agent
  Kafka       ${stack.kafkaBrokers}
  everything else, tokens included, is in .parley/stack.json; logs are in .parley/logs`);
}

/** @param {string} file */
function lastLines(file) {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-8).join('\n');
}

/** @param {string} text */
function baseUrl(text) {
  try {
    return new URL(text).origin;
  } catch {
    throw new Trouble(`--zendesk-url is no URL: ${text}`);
  }
}

command(main);
