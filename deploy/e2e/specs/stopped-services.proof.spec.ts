import { Database } from '@parley/platform';
import { eventually } from '@parley/testing';
import { Desk, everythingStillHolds, KafkaDoor, SERVICES, theStack } from '../src';
import { Day } from '../src/day';
import { stopGently, type Stopped } from '../src/services';

/** What an orchestrator gives a process between SIGTERM and SIGKILL is longer than this. */
const STOPPED_WITHIN_MS = 20_000;
const DESKS = 6;
const ENDS_WITHIN_MS = 4 * 60_000;
/** Zendesk takes its time, within the longest time of a call, so that calls are under way whenever a service is stopped. */
const SLOW_MS = 3_000;
const ROUNDS_STOPPED = [1, 3];
/** Services that were brought back a moment ago have to join their groups first. */
const UNDER_WAY_WITHIN_MS = 90_000;

let door: KafkaDoor;
let ledger: Database;
beforeAll(async () => {
  door = await KafkaDoor.open();
  const { databaseUrl: url } = theStack();
  ledger = await Database.open({ url, schema: 'writer', applicationName: 'e2e', migrations: [] });
});
afterAll(async () => {
  await everythingStillHolds();
  await ledger.close();
  await door.close();
});

/** Effects that somebody would have to find out about. */
async function unfinished(): Promise<readonly string[]> {
  const rows = await ledger.query<{ said: string }>(
    `select label || ' ' || state as said from effect where state in ('in-flight', 'unknown')`,
  );
  return rows.map(({ said }) => said);
}

describe('SIGTERM while calls are under way', () => {
  it(
    'K15 T12 ends every service within 20 s, leaves no call unknown, and changes nothing in the final tickets',
    async () => {
      const desks = await Promise.all(Array.from({ length: DESKS }, () => Desk.open({ modes: 'A and B' })));
      const day = Day.at(desks, [door.publish.bind(door)]);
      await Promise.all(
        desks.map(({ zendesk }) =>
          zendesk.isDisturbedBy({ kind: 'stall', path: '*/tickets*', times: 1_000, delayMs: SLOW_MS }),
        ),
      );
      const stopped: Stopped[] = [];
      const left: string[] = [];
      const inFlight: number[] = [];
      for (let round = 0; round < Day.rounds; round += 1) {
        await day.tells(round);
        if (!ROUNDS_STOPPED.includes(round)) continue;
        const underWay = await eventually(
          async () => {
            const now = await unfinished();
            return now.length > 0 && now;
          },
          { describe: 'calls to be under way', timeoutMs: UNDER_WAY_WITHIN_MS },
        );
        inFlight.push(underWay.length);
        stopped.push(
          ...(await Promise.all(
            SERVICES.map((service) =>
              stopGently(service, STOPPED_WITHIN_MS, async () => {
                if (service === 'ticket-writer') left.push(...(await unfinished()));
              }),
            ),
          )),
        );
      }
      process.stdout.write(
        `${stopped.map(({ service, afterMs }) => `${service} ${(afterMs / 1_000).toFixed(1)} s`).join(', ')}; effects under way at SIGTERM: ${inFlight.join(', ')}\n`,
      );
      expect(Math.min(...inFlight)).toBeGreaterThan(0);
      expect(left).toEqual([]);
      await Promise.all(desks.map(({ zendesk }) => zendesk.isCalmAgain()));
      await day.endsAsOnACalmDay(ENDS_WITHIN_MS);
    },
    2 * ENDS_WITHIN_MS,
  );
});
