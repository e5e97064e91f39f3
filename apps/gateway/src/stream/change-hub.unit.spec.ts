import type { StreamChange, StreamQuery } from '@parley/contracts';
import { fixedClock } from '@parley/testing';
import type { ChangeFeed } from './change-feed';
import { ChangeHub } from './change-hub';
import { ChangeReader } from './change-reader';
import type { EventSink } from './change-reader';

/** A reader's end of the line, which takes only so many events before it says that it is full. */
class Line implements EventSink {
  readonly written: string[] = [];
  ended = false;
  constructor(private room = Number.POSITIVE_INFINITY) {}

  write(text: string): boolean {
    this.written.push(text);
    this.room -= 1;
    return this.room > 0;
  }

  end(): void {
    this.ended = true;
  }

  /** Name, id and data of the events. */
  get events(): readonly { readonly event: string; readonly id: string; readonly data: unknown }[] {
    return this.written
      .filter((text) => text.startsWith('event: '))
      .map((text) => {
        const [event, id, data] = text.split('\n').map((line) => line.replace(/^\w+: /, ''));
        return { event: event ?? '', id: id ?? '', data: JSON.parse(data ?? '') as unknown };
      });
  }
}

const conversation = (id: string, organizationId?: string): StreamChange => ({
  kind: 'conversation',
  id,
  ...(organizationId === undefined ? {} : { organizationId }),
});

describe('a reader of changes', () => {
  const reader = (line: Line, filter: StreamQuery = {}) => new ChangeReader(line, filter, '1-0');

  it('is told ids and kinds, with the place to go on from', () => {
    const line = new Line();
    reader(line).take([conversation('c1', 'o1'), { kind: 'alert', id: 'a1' }], '2-0', 0);
    expect(line.events).toEqual([
      {
        event: 'changed',
        id: '2-0',
        data: { changes: [conversation('c1', 'o1'), { kind: 'alert', id: 'a1' }] },
      },
    ]);
  });

  it('is told what concerns its filter, and what may', () => {
    const changes = [
      conversation('c1', 'o1'),
      conversation('c2', 'o2'),
      conversation('c3'),
      { kind: 'parked', id: 'c2', organizationId: 'o2' } as const,
      { kind: 'organization', id: 'o1', organizationId: 'o1' } as const,
    ];
    const ofOne = new Line();
    reader(ofOne, { organizationId: 'o1' }).take(changes, '2-0', 0);
    expect(ofOne.events[0]?.data).toEqual({ changes: [changes[0], changes[2], changes[4]] });
    const ofConversation = new Line();
    reader(ofConversation, { conversationId: 'c2' }).take(changes, '2-0', 0);
    expect(ofConversation.events[0]?.data).toEqual({ changes: [changes[1], changes[3]] });
    const ofNone = new Line();
    reader(ofNone, { conversationId: 'c9' }).take(changes, '2-0', 0);
    expect(ofNone.events).toEqual([]);
  });

  it('that is slow is told each thing once, when it takes more', () => {
    const line = new Line(1);
    const slow = reader(line);
    slow.take([conversation('c0')], '2-0', 0);
    for (let turn = 0; turn < 50; turn += 1)
      slow.take([conversation('c1'), conversation('c2')], `${turn}-0`, 0);
    expect(line.events).toHaveLength(1);
    slow.ready(0);
    expect(line.events[1]).toEqual({
      event: 'changed',
      id: '49-0',
      data: { changes: [conversation('c1'), conversation('c2')] },
    });
  });

  it('that is much too slow begins anew, and nothing is kept for it', () => {
    const line = new Line(1);
    const slow = reader(line);
    slow.take([conversation('c0')], '2-0', 0);
    for (let turn = 0; turn < 3_000; turn += 1) slow.take([conversation(`d${turn}`)], `${turn}-0`, 0);
    slow.ready(0);
    expect(line.events[1]).toMatchObject({ event: 'reset', data: { reason: 'slow' } });
  });

  it('that takes nothing for a minute is cut off, one that does is kept awake', () => {
    const line = new Line(1);
    const stuck = reader(line);
    stuck.take([conversation('c0')], '2-0', 1_000);
    expect([stuck.beat(60_999), stuck.beat(61_000)]).toEqual([true, false]);
    const awake = new Line();
    expect(reader(awake).beat(0)).toBe(true);
    expect(awake.written).toEqual([': heartbeat\nid: 1-0\n\n']);
  });
});

describe('the streams of a replica', () => {
  const feed = (known: readonly StreamChange[] | undefined): ChangeFeed => ({
    head: () => Promise.resolve('9-0'),
    since: () => Promise.resolve(known && { changes: known, place: '9-0' }),
  });

  it('begin with a reset, or go on after an id that is still known', async () => {
    const fresh = new Line();
    await new ChangeHub(feed([conversation('c1')]), fixedClock()).open({}, undefined, () => fresh);
    expect(fresh.events).toEqual([{ event: 'reset', id: '9-0', data: { reason: 'started' } }]);
    const back = new Line();
    await new ChangeHub(feed([conversation('c1')]), fixedClock()).open({}, '5-0', () => back);
    expect(back.events).toEqual([{ event: 'changed', id: '9-0', data: { changes: [conversation('c1')] } }]);
    const lost = new Line();
    await new ChangeHub(feed(undefined), fixedClock()).open({}, '5-0', () => lost);
    expect(lost.events).toEqual([{ event: 'reset', id: '9-0', data: { reason: 'gap' } }]);
  });

  it('end when the process does, those that are just being opened, too', async () => {
    const hub = new ChangeHub(feed([]), fixedClock());
    const line = new Line();
    await hub.open({}, undefined, () => line);
    expect(line.ended).toBe(false);
    hub.beforeApplicationShutdown();
    expect(line.ended).toBe(true);
    const late = new Line();
    await hub.open({}, undefined, () => late);
    expect(late.ended).toBe(true);
  });

  it('are not begun when the database does not answer', async () => {
    const away: ChangeFeed = {
      head: () => Promise.reject(new Error('away')),
      since: () => Promise.resolve(undefined),
    };
    const begun: Line[] = [];
    const opening = new ChangeHub(away, fixedClock()).open({}, undefined, () => {
      const line = new Line();
      begun.push(line);
      return line;
    });
    await expect(opening).rejects.toThrow('away');
    expect(begun).toEqual([]);
  });
});
