import { at, effect, lane, ticket } from '../../test/derived';
import { laneRows, ticketRows } from './fold-tickets';

const when = new Date('2026-11-21T12:00:00.000Z');
const happened = (...events: Parameters<typeof asHappened>[0][]) => events.map(asHappened);
function asHappened(event: ReturnType<typeof ticket>) {
  return { event, at: when };
}

describe('folding what happened to tickets', () => {
  it('lets the highest version say how a lane stands, whatever the order', () => {
    const parked = lane('parked', 3);
    const resumed = lane('resumed', 4);
    expect(laneRows(happened(parked, resumed))).toMatchObject([{ state: 'open', reason: null, version: 4 }]);
    expect(laneRows(happened(resumed, parked))).toMatchObject([{ state: 'open', version: 4 }]);
    expect(laneRows(happened(parked))).toMatchObject([
      { state: 'parked', reason: 'ticket-deleted', since: when },
    ]);
  });

  it('remembers since when a lane stands as it does, whatever it went through in the same batch', () => {
    const later = new Date('2026-11-21T12:00:05.000Z');
    const parked = { event: lane('parked', 3), at: when };
    const again = { event: lane('parked', 4), at: later };
    const resumed = { event: lane('resumed', 4), at: later };
    expect(laneRows([parked, again])).toMatchObject([
      { state: 'parked', since: when, moved: false, version: 4 },
    ]);
    expect(laneRows([parked, resumed])).toMatchObject([{ state: 'open', since: later, moved: true }]);
  });

  it('merges positions by maximum and the status by version, whatever the order', () => {
    const created = ticket('created', 1, 3);
    const updated = ticket('updated', 2, 9);
    const closed = ticket('closed', 3, 7);
    for (const order of [
      [created, updated, closed],
      [closed, created, updated],
      [updated, closed, created],
    ]) {
      expect(ticketRows(happened(...order))).toMatchObject([
        { version: 3, status: 'closed', through: at(9) },
      ]);
    }
  });

  it('keeps follow-ups apart', () => {
    expect(ticketRows(happened(ticket('created', 1, 3), ticket('created', 2, 5, 1)))).toHaveLength(2);
  });

  it('learns nothing about a ticket from a call, or from a lane that has none yet', () => {
    expect(ticketRows(happened(effect(1, 'done'), lane('held', 2)))).toEqual([]);
    expect(laneRows(happened(effect(1, 'done')))).toEqual([]);
  });
});
