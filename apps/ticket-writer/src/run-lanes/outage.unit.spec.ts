import { configureLogging } from '@parley/platform';
import { BusyDay, type Said } from '../../test/busy-day/busy-day';
import type { Condition } from '../../test/busy-day/busy-zendesk';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** 80 % of the 80 updates a minute that Parley has of the Team plan's 100. */
const MESSAGES_A_MINUTE = 64;
const OUTAGE_FROM = 5 * MINUTE;
const OUTAGE_UNTIL = 15 * MINUTE;
const TALK_UNTIL = 20 * MINUTE;
const END = 25 * MINUTE;
/** With so many tickets hardly anything merges: what was said after the end waits behind the backlog for longer than a minute. */
const FULL = 60;
/** What K5 promises under contention, 99 times of 100. */
const ON_TIME_MS = 30 * SECOND;

/** Ten minutes in which Zendesk serves nothing, between hours at 80 % of what the budget allows, in so many open tickets. */
async function playOutage(condition: Condition, tickets: number) {
  const day = await BusyDay.begin(1);
  const zendesk = day.zendesk(0);
  const stepMs = MINUTE / MESSAGES_A_MINUTE;
  for (let turn = 0; turn * stepMs < TALK_UNTIL; turn += 1) {
    const talk = { organization: 0, account: 0, conversation: (turn * 17) % tickets };
    day.at(turn * stepMs + ((turn * 7_919) % stepMs), () => day.says(talk));
  }
  day.at(OUTAGE_FROM, () => (zendesk.condition = condition));
  day.at(OUTAGE_UNTIL, () => (zendesk.condition = 'up'));
  await day.until(END);
  await day.end();
  const seen = day.seen();
  const late = day.said.filter(({ text, atMs }) => (seen.get(text) ?? Infinity) - atMs > ON_TIME_MS);
  const afterMs = (of: readonly Said[]) =>
    Math.max(...of.map(({ text }) => seen.get(text) ?? Infinity)) - OUTAGE_UNTIL;
  const broughtMs = afterMs(day.said.filter(({ atMs }) => atMs < OUTAGE_UNTIL));
  return { day, zendesk, late, broughtMs, onTimeAgainMs: afterMs(late) };
}

describe('ten minutes without Zendesk, at 80 % of what the budget allows', () => {
  beforeAll(() => configureLogging({ level: 'silent' }));

  it.each([
    ['unavailable', 40],
    ['stalled', 40],
    ['unavailable', 20],
    ['unavailable', 60],
  ] as const)(
    'K5 K15 (%s, %i tickets) end on time again within a minute, hardly a 429, and no call that had succeeded goes again',
    async (condition, tickets) => {
      const { day, zendesk, late, broughtMs, onTimeAgainMs } = await playOutage(condition, tickets);
      const share = zendesk.limited / zendesk.calls;
      process.stdout.write(
        `${condition}, ${tickets} tickets: ${day.said.length} messages, ${late.length} of them late; after the end all of them brought within ${(broughtMs / SECOND).toFixed(1)} s, none late any more after ${(onTimeAgainMs / SECOND).toFixed(1)} s; ${zendesk.calls} calls, ${zendesk.limited} of them 429\n`,
      );
      expect(day.waits(() => true).at(-1)).toBeLessThan(Infinity);
      expect(late.length).toBeGreaterThan(MESSAGES_A_MINUTE * 5);
      expect(broughtMs).toBeLessThanOrEqual(MINUTE);
      expect(onTimeAgainMs).toBeLessThanOrEqual(tickets < FULL ? MINUTE : 2 * MINUTE);
      expect(share).toBeLessThan(0.01);
      expect([...zendesk.applied.values()].filter((times) => times !== 1)).toEqual([]);
      expect(zendesk.sentAgain).toBe(0);
    },
    120_000,
  );
});
