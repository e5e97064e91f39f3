import { Trouble } from './parts/trouble.mjs';

const started = performance.now();

/** Prints one line. @param {string} [line] */
export function say(line = '') {
  console.log(line);
}

/**
 * Runs one step and prints a line with what it took.
 * @template T
 * @param {string} title
 * @param {(note: (detail: string) => void) => Promise<T> | T} work `note` adds a detail to the step's line
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begun = performance.now();
  let detail = '';
  const result = await work((text) => {
    detail = text;
  });
  say(`  ${title.padEnd(20)} ${detail.padEnd(44)} ${seconds(performance.now() - begun)}`);
  return result;
}

/** Time since the command began, for its last line. */
export function sinceStart() {
  return seconds(performance.now() - started);
}

/**
 * Runs a command's main function. What a person can put right is printed as a sentence, a bug with its stack.
 * @param {() => Promise<number | void>} main gives the exit code, or nothing when another script sets it
 */
export function command(main) {
  main().then(
    (code) => {
      // Nothing is awaited any more once there is a code; a start that was interrupted may still have timers.
      if (code !== undefined) process.exit(code);
    },
    (error) => {
      console.error(error instanceof Trouble ? `\n${error.message}` : error);
      process.exitCode = error instanceof Trouble ? error.exitCode : 1;
    },
  );
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1).padStart(5)} s`;
}
