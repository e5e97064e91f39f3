import { Trouble } from '../parts/trouble.mjs';
import { say } from '../show.mjs';

/** Exit code of a command that Ctrl-C ended, as shells count it. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs `work` with a stack and then stays until Ctrl-C (or SIGTERM, or the terminal closes), and ends the stack in every case.
 * @param {import('./stack.mjs').Stack} stack
 * @param {() => Promise<number | void>} work an exit code ends the stack at once; without one it stays up
 * @returns {Promise<number>} the exit code
 */
export async function untilStopped(stack, work) {
  const stopAsked = new Promise((/** @type {(code: number) => void} */ resolve) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(name, () => resolve(name === 'SIGINT' ? EXIT_INTERRUPTED : 0));
    }
  });
  let up = false;
  try {
    const done = work().then(async (code) => {
      up = true;
      return code ?? stopAsked;
    });
    // A start that is interrupted may still fail on its own afterwards; by then nobody listens.
    done.catch(() => undefined);
    const code = await Promise.race([done, stopAsked]);
    // Ctrl-C is how a stack that is up is meant to end.
    return up && code === EXIT_INTERRUPTED ? 0 : code;
  } finally {
    say('\nEnding …');
    await stack.stop().catch((error) => {
      throw error instanceof Trouble
        ? error
        : new Trouble(`Not everything could be ended: ${String(error)}`, { cause: error });
    });
    say('Ended.');
  }
}
