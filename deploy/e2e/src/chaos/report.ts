import { writeFileSync } from 'node:fs';
import { shownComments } from '../shown-messages';
import type { Desk } from '../desk';
import type { Story } from '../story';

/** What a run of chaos was, and what it came to. */
export interface ChaosRun {
  readonly seed: number;
  readonly minutes: number;
  readonly mishaps: ReadonlyMap<string, number>;
  readonly stories: readonly Story[];
  readonly desks: readonly Desk[];
  /** From the last mishap until every ticket was as on a calm day, in milliseconds. */
  readonly recoveryMs: number;
}

/** Reads the truth of every Zendesk once more and writes it up, as Markdown; into `file` where one is given. */
export async function report(run: ChaosRun, file: string | undefined): Promise<string> {
  const truths = await Promise.all(run.desks.map(({ zendesk }) => zendesk.truth()));
  const tickets = truths.flatMap(({ tickets: all }) => all);
  const messages = tickets.reduce((sum, { comments }) => sum + shownComments(comments).messages.length, 0);
  const calls = truths.flatMap(({ calls: all }) => all);
  const mishaps = [...run.mishaps].sort(([one], [other]) => one.localeCompare(other));
  const total = mishaps.reduce((sum, [, count]) => sum + count, 0);
  const text = [
    `Seed ${run.seed}, ${run.minutes} minutes, two replicas of each service: ${total} mishaps.`,
    '',
    '| what went wrong | times |',
    '|---|---|',
    ...mishaps.map(([name, count]) => `| ${name} | ${count} |`),
    '',
    '| what came of it | |',
    '|---|---|',
    `| conversations told, events published | ${run.stories.length}, ${run.stories.reduce((sum, { events }) => sum + events.length, 0)} |`,
    `| tickets in Zendesk, messages in them | ${tickets.length}, ${messages} |`,
    `| calls that reached Zendesk | ${calls.length} |`,
    '| messages lost, twice, or out of order; tickets twice, parked or other than on a calm day | 0 |',
    `| from the last mishap until everything was as on a calm day | ${(run.recoveryMs / 1_000).toFixed(1)} s |`,
    '',
  ].join('\n');
  if (file !== undefined) writeFileSync(file, text);
  return text;
}
