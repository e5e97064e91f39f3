import { parseArgs } from 'node:util';
import { say, sinceStart, command, step } from '../show.mjs';
import { Stack } from '../stack/stack.mjs';
import { untilUp } from '../stack/supervisor.mjs';
import { untilStopped } from '../stack/until-stopped.mjs';
import { playDay } from './play-day.mjs';
import { showDay } from './show-day.mjs';
import { platform } from './workspace.mjs';

/**
 * `npm run demo`: plays a day of conversations on the local stack, starting it where it does not run, and shows what became of
 * each. Stays up afterwards; with --once it ends by itself, with 0 only if every ticket is what the scenario says.
 */
async function main() {
  const { values } = parseArgs({ options: { once: { type: 'boolean' } } });
  platform.configureLogging({ level: 'fatal' });
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

/** @param {Omit<import('../stack/stack-file.mjs').StackDescription, 'pids'>} stack */
async function play(stack) {
  say('Playing a day of conversations');
  const day = await playDay(stack, { prefix: process.env['PARLEY_TOPIC_PREFIX'] || 'parley.', step });
  say(showDay(day));
  const wrong = day.outcomes.filter(({ differences }) => differences.length > 0);
  for (const { conversation, differences } of wrong) {
    say(`\n${conversation.title} (${conversation.id}) is not as the scenario says:`);
    for (const difference of differences) say(`  - ${difference}`);
  }
  say(
    `\n${day.outcomes.length - wrong.length} of ${day.outcomes.length} conversations are as the scenario says, after ${sinceStart().trim()}.`,
  );
  return wrong.length === 0;
}

/** @param {boolean} equal */
function exitCode(equal) {
  return equal ? 0 : 1;
}

/** @param {Omit<import('../stack/stack-file.mjs').StackDescription, 'pids'>} stack */
function addresses(stack) {
  say(`
Look around:
  tickets as an agent sees them   ${stack.sandboxUrl}/agent
  the API and its page            ${stack.gatewayUrl}/docs
  what Zendesk truly holds        ${stack.sandboxUrl}/sandbox/truth
  tokens and addresses            .parley/stack.json`);
}

command(main);
