import type { ScheduleEnd } from './run-schedule';

/** Steps that say nothing to a reader. */
const DULL =
  /: (claim|read|write|list|hears that lanes may work)$|idle transactions|the broker looks|has slept enough|has locked/;

/** A schedule that went wrong, for people: what was found, what was told, and what happened in which order. */
export function tellStory(end: ScheduleEnd): string {
  const { seed, complaints, story, trace } = end;
  const timeline = trace.filter((line) => !DULL.test(line));
  return [
    `seed ${seed}: ${complaints.join('; ')}`,
    `  setting: ${JSON.stringify(story.setting)}`,
    ...timeline.map((line) => `  ${line}`),
    `  play it again: npm run sim -- --seed ${seed} --schedules 1`,
  ].join('\n');
}
