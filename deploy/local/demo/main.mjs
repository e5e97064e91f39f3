import { parseArgs } from 'node:util';
import { command, say } from '../show.mjs';
import { Stack } from '../stack/stack.mjs';
import { untilUp } from '../stack/supervisor.mjs';
import { untilStopped } from '../stack/until-stopped.mjs';

/**
 * `npm run demo`: plays a day of conversations on the local stack, starting it where it does not run, and shows what became of
 * each. Stays up afterwards; with --once it ends by itself, with 0 only if every ticket is what the scenario says.
 */
async function main() {
  const { values } = parseArgs({ options: { once: { type: 'boolean' } } });
  const running = await untilUp();
  if (running !== undefined) {
    say(`  Using the stack that runs: ${running.gatewayUrl}`);
    const equal = await play(running);
    return values.once || !equal ? exitCode(equal) : addresses(running);
  }
  const stack = new Stack();
  return untilStopped(stack, async () => {
    const description = await stack.start();
    const equal = await play(description);
    if (values.once) return exitCode(equal);
    addresses(description);
    say('Ctrl-C ends it.');
  });
}

/**
 * Loaded only now: it stands on the workspace's libraries, which a bare clone has not built before the stack is up.
 * @param {Omit<import('../stack/stack-file.mjs').StackDescription, 'pids'>} stack
 */
async function play(stack) {
  const { play: playOn } = await import('./play.mjs');
  return playOn(stack);
}

/** @param {boolean} equal */
function exitCode(equal) {
  return equal ? 0 : 1;
}

/** @param {Omit<import('../stack/stack-file.mjs').StackDescription, 'pids'>} stack */
function addresses(stack) {
  say(`
Look around:
  the console: sign in as anybody ${stack.consoleUrl}
  tickets as an agent sees them   ${stack.sandboxUrl}/agent
  the API and its page            ${stack.gatewayUrl}/docs
  what Zendesk truly holds        ${stack.sandboxUrl}/sandbox/truth
  faults to switch on             ${stack.sandboxUrl}/agent/faults
  a second Zendesk to connect     ${stack.sandboxUrl.replace('127.0.0.1', 'localhost')}
  tokens and addresses            .parley/stack.json`);
}

command(main);
