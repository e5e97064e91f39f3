import { parseArgs } from 'node:util';

/** What was asked for on the command line. */
export interface Options {
  readonly seed: number;
  readonly schedules: number;
  readonly workers: number;
  readonly mutants: boolean;
  readonly mutant: string | undefined;
  readonly restores: boolean;
  readonly help: boolean;
}

export const HELP = `Plays random schedules of the ticket-writer and audits what is left in Zendesk.

  npm run sim -- [options]

  --seed S        seed of the first schedule; the next ones follow (default 1)
  --schedules N   how many schedules (default 10000; with --mutants the most for each bug, default 5000)
  --workers W     processes that play them (default 2)
  --mutants       plants each known bug in turn; every one must be found
  --mutant NAME   plants this bug alone, and tells the story of how it was found
  --restores      Postgres is put back to an earlier time in every schedule, not in one of five
  --help          this text

A schedule that fails prints its seed and the shortest story that was found for it; play it again with
--seed S --schedules 1. Exit code: 0 all is well, 1 something was found (or a planted bug was not), 2 wrong options.
`;

/**
 * Reads the options.
 * @throws TypeError naming what is wrong
 */
export function readOptions(given: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...given],
    options: {
      seed: { type: 'string', default: '1' },
      schedules: { type: 'string' },
      workers: { type: 'string', default: '2' },
      mutants: { type: 'boolean', default: false },
      mutant: { type: 'string' },
      restores: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { mutants, mutant, restores, help } = values;
  const plants = mutants || mutant !== undefined;
  return {
    seed: wholeNumber('seed', values.seed),
    schedules: wholeNumber('schedules', values.schedules ?? (plants ? '5000' : '10000')),
    workers: Math.max(1, wholeNumber('workers', values.workers)),
    mutants,
    mutant,
    restores,
    help,
  };
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new TypeError(`--${name} needs a whole number`);
  return number;
}
