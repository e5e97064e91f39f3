import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@parley/testing';
import { startStack } from '../jest/stack-process.cjs';
import { Desk, everythingStillHolds, KafkaDoor } from '../src';
import { Dice } from '../src/chaos/dice';
import { report } from '../src/chaos/report';
import { Wreck } from '../src/chaos/wreck';
import { Day } from '../src/day';
import { publishOverHttp } from '../src/doors';
import type { Publish } from '../src/story';

const SEED = Number(process.env['PARLEY_CHAOS_SEED'] ?? Date.now() % 1_000_000);
const MINUTES = Number(process.env['PARLEY_CHAOS_MINUTES'] ?? 2);
const REPORT = process.env['PARLEY_CHAOS_REPORT'];

/** Desks that days take place at in turn: a Zendesk takes 100 updates a minute. */
const DESKS = 8;
const DESKS_OF_A_DAY = 2;
const RECOVERS_WITHIN_MS = 5 * 60_000;
/** Telling, recovering, and looking at every ticket twice. */
const PATIENCE_MS = 1.5 * MINUTES * 60_000 + RECOVERS_WITHIN_MS + 5 * 60_000;

/** A stack of its own, with two replicas of each service. */
let stack: Awaited<ReturnType<typeof startStack>> | undefined;
let door: KafkaDoor | undefined;

beforeAll(async () => {
  const spans = process.env['PARLEY_E2E_SPANS_URL'] ?? '';
  stack = await startStack({ OTEL_EXPORTER_OTLP_ENDPOINT: spans, PARLEY_REPLICAS: '2' });
  process.env['PARLEY_E2E_STACK'] = stack.file;
  door = await KafkaDoor.open();
}, PATIENCE_MS);
afterAll(async () => {
  // After a failure, too, nothing may stay that keeps the process of the tests alive.
  await Promise.allSettled([Desk.closeAll(), door?.close()]);
  await stack?.end();
}, PATIENCE_MS);

/** As every careful publisher does: again until it is acknowledged; what comes twice counts once (T12). */
const untilAcknowledged =
  (publish: Publish): Publish =>
  async (events) => {
    await eventually(() => publish(events).then(() => true), {
      describe: 'the events to be acknowledged',
      timeoutMs: RECOVERS_WITHIN_MS,
      everyMs: 500,
    });
  };

const say = (line: string): void => void process.stdout.write(`chaos: ${line}\n`);

/** Tells one day after the other until the time is over; the last one is told to its end. */
async function tellDays(desks: readonly Desk[], dice: Dice): Promise<readonly Day[]> {
  if (door === undefined) throw new Error('the Kafka door is not open');
  const doors = [untilAcknowledged(publishOverHttp), untilAcknowledged(door.publish.bind(door))];
  const days: Day[] = [];
  const until = performance.now() + MINUTES * 60_000;
  while (performance.now() < until) {
    const first = (days.length * DESKS_OF_A_DAY) % DESKS;
    const day = Day.at(desks.slice(first, first + DESKS_OF_A_DAY), doors, `day${days.length}-`);
    days.push(day);
    say(`day ${days.length}: ${Math.round((until - performance.now()) / 1_000)} s to go`);
    for (let round = 0; round < Day.rounds; round += 1) {
      await day.tells(round);
      await pause(dice.between(200, 4_000));
    }
  }
  return days;
}

describe('whatever breaks, whenever it breaks', () => {
  it(
    `K15 T12 leaves in Zendesk what a calm day would have left (seed ${SEED}, ${MINUTES} minutes)`,
    async () => {
      const desks: Desk[] = [];
      while (desks.length < DESKS) desks.push(await Desk.open({ modes: 'A and B' }));
      const wreck = new Wreck(new Dice(SEED), desks);
      let calmSince = Number.NaN;
      const wrecking = wreck.run(MINUTES * 60_000).then(() => {
        calmSince = performance.now();
      });
      const [days] = await Promise.all([tellDays(desks, new Dice(SEED + 1)), wrecking]);
      for (const [index, day] of days.entries()) {
        await day.endsAsOnACalmDay(RECOVERS_WITHIN_MS);
        say(`day ${index + 1} of ${days.length} ended as on a calm day`);
      }
      const recoveryMs = performance.now() - calmSince;
      const stories = days.flatMap((day) => day.stories);
      const run = { seed: SEED, minutes: MINUTES, mishaps: wreck.counts, stories, desks, recoveryMs };
      process.stdout.write(`${await report(run, REPORT)}\n`);
      await everythingStillHolds();
    },
    PATIENCE_MS,
  );
});
