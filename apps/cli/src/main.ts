import { BACKFILL_HELP, backfillCommand } from './backfill/backfill-command';
import { REBUILD_HELP, rebuildCommand } from './rebuild/rebuild-command';
import { UserError } from './user-error';

const COMMANDS: Readonly<Record<string, (words: readonly string[]) => Promise<number>>> = {
  backfill: backfillCommand,
  rebuild: (words) => rebuildCommand(words),
};

/** Runs one command; gives the exit code. */
async function main([name = '', ...words]: readonly string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command !== undefined) return command(words);
  console.error(`There is no command "${name}".\n\n${BACKFILL_HELP}\n\n${REBUILD_HELP}`);
  return 2;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof UserError ? error.message : error);
    process.exitCode = error instanceof UserError ? 2 : 1;
  },
);
