import { configureLogging } from '@parley/platform';
import { Crew, type Find } from './crew';
import { MUTANTS, mutantOf } from './mutants/all-mutants';
import type { Mutant } from './mutants/mutant';
import { HELP, readOptions, type Options } from './options';
import { runSchedule } from './run-schedule';
import { Shrinker } from './shrink';
import { tellStory } from './tell';

const PROGRESS_EVERY_MS = 10_000;
/** Stories told of one run; the first failures say most. */
const MOST_STORIES = 3;
/** A bug is planted in so many schedules at a time, until it is found. */
const MUTANT_STRETCH = 500;

/** `npm run sim`: see HELP. */
async function main(): Promise<number> {
  let options: Options;
  try {
    options = readOptions(process.argv.slice(2));
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    say(HELP);
    return 0;
  }
  if (options.mutant !== undefined && mutantOf(options.mutant) === undefined) {
    say(`There is no such bug; there are: ${MUTANTS.map(({ name }) => name).join(', ')}`);
    return 2;
  }
  configureLogging({ level: 'silent' });
  const crew = new Crew(options.workers);
  try {
    if (options.mutants) return await plantAll(crew, options);
    if (options.mutant !== undefined) return await plantOne(crew, options, options.mutant);
    return await playAll(crew, options);
  } finally {
    crew.end();
  }
}

async function playAll(crew: Crew, { seed, schedules, restores }: Options): Promise<number> {
  const finds: Find[] = [];
  const began = Date.now();
  let [played, steps, simulatedMs, cpuMs, nextLine] = [0, 0, 0, 0, began + PROGRESS_EVERY_MS];
  await crew.play({ seed, count: schedules, restores }, (report) => {
    if (report.kind === 'found') {
      finds.push(report.find);
      say(`seed ${report.find.seed}: ${report.find.complaints[0] ?? ''}`);
      return;
    }
    played += report.played;
    steps += report.steps;
    simulatedMs += report.simulatedMs;
    cpuMs += report.cpuMs;
    if (Date.now() < nextLine) return;
    nextLine = Date.now() + PROGRESS_EVERY_MS;
    say(`${played} of ${schedules} schedules in ${seconds(began)} s, ${finds.length} failed`);
  });
  const hours = Math.round(simulatedMs / 3_600_000);
  const cpu = (cpuMs / 1_000).toFixed(0);
  say(`${played} schedules, ${steps} steps, ${hours} simulated hours: ${finds.length} failed`);
  say(`took ${seconds(began)} s, and ${cpu} s of processor time in ${crew.size} processes`);
  for (const find of finds.slice(0, MOST_STORIES)) await tellOf(find, undefined, restores);
  return finds.length === 0 ? 0 : 1;
}

/** Every planted bug must be found. */
async function plantAll(crew: Crew, { seed, schedules }: Options): Promise<number> {
  let missed = 0;
  for (const { name, says } of MUTANTS) {
    const began = Date.now();
    const find = await findMutant(crew, name, seed, schedules);
    if (find === undefined) missed += 1;
    const told =
      find === undefined
        ? `NOT FOUND in ${schedules} schedules`
        : `schedule ${String(find.seed - seed + 1).padStart(4)}  seed ${String(find.seed).padStart(4)}  ${find.complaints[0] ?? ''}`;
    say(`${name.padEnd(24)} ${told}  [${says}; ${seconds(began)} s]`);
  }
  say(`${MUTANTS.length - missed} of ${MUTANTS.length} planted bugs found`);
  return missed === 0 ? 0 : 1;
}

async function plantOne(crew: Crew, { seed, schedules }: Options, name: string): Promise<number> {
  const find = await findMutant(crew, name, seed, schedules);
  if (find === undefined) {
    say(`${name} was not found in ${schedules} schedules`);
    return 1;
  }
  await tellOf(find, mutantOf(name));
  return 0;
}

async function findMutant(
  crew: Crew,
  mutant: string,
  seed: number,
  schedules: number,
): Promise<Find | undefined> {
  for (let from = 0; from < schedules; from += MUTANT_STRETCH) {
    const finds: Find[] = [];
    const count = Math.min(MUTANT_STRETCH, schedules - from);
    await crew.play({ seed: seed + from, count, mutant }, (report) => {
      if (report.kind === 'found') finds.push(report.find);
    });
    const [first] = finds.sort((a, b) => a.seed - b.seed);
    if (first !== undefined) return first;
  }
  return undefined;
}

async function tellOf({ seed }: Find, mutant?: Mutant, restores = false): Promise<void> {
  const end = await runSchedule({ seed, restores, ...(mutant && { mutant }) });
  const shrunk = await Shrinker.shrink(end, mutant);
  say(`\n${tellStory(shrunk)}`);
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1_000).toFixed(0);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

void main().then((code) => {
  process.exitCode = code;
});
