import { foldCauses } from './fold-causes';
import type { AlertTimes, OpenAlert, StandingCause } from './fold-causes';

const START = new Date('2026-11-21T12:00:00.000Z');
const after = (ms: number) => new Date(START.getTime() + ms);
const TIMES: AlertTimes = { resolvedAfterMs: 60_000, remindEveryMs: 0 };
const parked = (count = 1, change: Partial<StandingCause> = {}): StandingCause => ({
  kind: 'parked',
  organizationId: 'org-1',
  reason: 'rejected-by-zendesk',
  count,
  since: START,
  ...change,
});
const alert = (change: Partial<OpenAlert> = {}): OpenAlert => ({
  ...parked(),
  id: 'alert-1',
  lastSeenAt: START,
  told: { webhook: START },
  ...change,
});

describe('alerts from causes', () => {
  it('opens one alert for each kind, reason and organization, and tells every channel', () => {
    const standing = [
      parked(),
      parked(2, { reason: 'ticket-deleted' }),
      parked(1, { organizationId: 'org-2' }),
      parked(1, { kind: 'breaker-open', reason: 'rejected-by-zendesk' }),
    ];
    const changes = foldCauses([], standing, ['webhook', 'email'], TIMES, START);
    expect(new Set(changes.map(({ alert: { id } }) => id)).size).toBe(4);
    for (const { state, news } of changes) {
      expect(state).toBe('opened');
      expect(news).toEqual([
        { channel: 'webhook', news: 'opened' },
        { channel: 'email', news: 'opened' },
      ]);
    }
  });

  it('says nothing more while the cause stands, however many tickets it gets', () => {
    expect(
      foldCauses([alert()], [parked(17, { since: after(5) })], ['webhook'], TIMES, after(1_000)),
    ).toEqual([{ alert: { ...parked(17), id: 'alert-1' }, state: 'seen', news: [] }]);
  });

  it('is over only when the cause has been away for a while, so that one that comes and goes is one alert', () => {
    expect(foldCauses([alert()], [], ['webhook'], TIMES, after(59_999))).toEqual([]);
    expect(foldCauses([alert()], [], ['webhook'], TIMES, after(60_000))).toEqual([
      { alert: alert(), state: 'resolved', news: [{ channel: 'webhook', news: 'resolved' }] },
    ]);
  });

  it('makes a new alert of a cause that comes back after it was over', () => {
    const [first] = foldCauses([], [parked()], [], TIMES, START);
    const [second] = foldCauses([], [parked()], [], TIMES, after(90_000));
    expect(second?.alert.id).not.toBe(first?.alert.id);
  });

  it('reminds of what stands when it is asked to, counted from what was said last', () => {
    const times = { ...TIMES, remindEveryMs: 3_600_000 };
    const told = (at: Date) => alert({ told: { webhook: at } });
    expect(foldCauses([told(START)], [parked()], ['webhook'], times, after(3_599_999))[0]?.news).toEqual([]);
    expect(foldCauses([told(START)], [parked()], ['webhook'], times, after(3_600_000))[0]?.news).toEqual([
      { channel: 'webhook', news: 'reminder' },
    ]);
    expect(foldCauses([told(after(9))], [parked()], ['webhook'], times, after(3_600_000))[0]?.news).toEqual(
      [],
    );
  });

  it('tells a channel that was switched on later what stands, and never one that heard nothing that it is over', () => {
    const channels = ['webhook', 'email'] as const;
    expect(foldCauses([alert()], [parked()], channels, TIMES, START)[0]?.news).toEqual([
      { channel: 'email', news: 'opened' },
    ]);
    expect(foldCauses([alert()], [], channels, TIMES, after(60_000))[0]?.news).toEqual([
      { channel: 'webhook', news: 'resolved' },
    ]);
  });
});
