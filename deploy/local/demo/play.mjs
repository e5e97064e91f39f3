import { say, sinceStart, step } from '../show.mjs';
import { playDay } from './play-day.mjs';
import { showDay } from './show-day.mjs';
import { platform } from './workspace.mjs';

/**
 * Plays the day and shows what became of it.
 * @param {import('./play-day.mjs').Target} stack
 * @returns {Promise<boolean>} whether everything is as the scenario says
 */
export async function play(stack) {
  platform.configureLogging({ level: 'fatal' });
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
