import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from './trouble.mjs';

/**
 * Asks until there is an answer.
 * @template T
 * @param {() => Promise<T | undefined> | T | undefined} ask gives undefined while there is none
 * @param {{ withinMs: number, what: string, everyMs?: number }} options `what` ends the sentence "Gave up waiting for …"
 * @returns {Promise<T>}
 */
export async function waitFor(ask, { withinMs, what, everyMs = 50 }) {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline)
      throw new Trouble(`Gave up waiting for ${what} after ${Math.round(withinMs / 1000)} s.`);
    await pause(everyMs);
  }
}
