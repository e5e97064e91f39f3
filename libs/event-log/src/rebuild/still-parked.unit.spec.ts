import type { BatchContext, BatchWork } from '../ports/batch-work';
import type { DecodedEvent } from '../ports/decoding';
import { parkingAsLive, StillParkedError } from './still-parked';

const PLACE = { group: 'parley.spec', topic: 'events', partition: 0 };
const CONTEXT: BatchContext = { ...PLACE, epoch: 0, nextOffset: 9, unbroken: false };
const PARKED = { ...PLACE, key: 'ada', fromOffset: 5 };

function event(key: string, offset: number): DecodedEvent<string> {
  const record = { ...PLACE, offset, timestamp: 0, key: Buffer.from(key), value: null, headers: {} };
  return { event: `${key}-${offset}`, position: { epoch: 0, partition: 0, offset }, record };
}

/** What the work was given; a rebuild parks a contact whose events make it throw. */
async function given(events: readonly DecodedEvent<string>[], context = CONTEXT) {
  let seen: readonly string[] = [];
  const work: BatchWork<string> = (_tx, all) => {
    seen = all.map((one) => one.event);
    return Promise.resolve({ outgoing: [] });
  };
  const tx = { query: () => Promise.resolve([]), manager: undefined as never };
  await parkingAsLive(() => [PARKED], work)(tx, events, context);
  return seen;
}

describe('parking whom the live schema has parked', () => {
  it('X6 folds what came before a contact was parked, and everybody else', async () => {
    expect(await given([event('ada', 4), event('bob', 6)])).toEqual(['ada-4', 'bob-6']);
  });

  it('X6 refuses to fold what the live schema has left unfolded', async () => {
    await expect(given([event('bob', 4), event('ada', 5)])).rejects.toThrow(StillParkedError);
    await expect(given([event('ada', 8)])).rejects.toThrow(StillParkedError);
  });

  it('X6 tells partitions, topics and groups apart', async () => {
    for (const other of [{ partition: 1 }, { topic: 'others' }, { group: 'parley.other' }])
      expect(await given([event('ada', 8)], { ...CONTEXT, ...other })).toEqual(['ada-8']);
  });
});
