import { eventually, fixedClock } from '@parley/testing';
import { MemoryRequesterStore } from '../../test/memory-requester-store';
import { CustomerWorker } from './customer-worker';
import type { ClaimedRequester } from './requester';
import { later, type Resolution } from './resolution';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

function requester(key: string, change: Partial<ClaimedRequester> = {}): ClaimedRequester {
  return {
    organizationId: 'org',
    requesterKey: key,
    wanted: { kind: 'linked', zendeskUserId: 7 },
    epoch: 1,
    attempts: 1,
    createSent: false,
    version: 4,
    traceparent: PARENT,
    ...change,
  };
}

describe('CustomerWorker', () => {
  let store: MemoryRequesterStore;
  let resolve: jest.Mock<Promise<Resolution>, [ClaimedRequester]>;
  let worker: CustomerWorker;

  beforeEach(() => {
    store = new MemoryRequesterStore();
    resolve = jest.fn<Promise<Resolution>, [ClaimedRequester]>();
    resolve.mockResolvedValue({ state: 'resolved', zendeskUserId: 7 });
    const settings = { prefix: 'test.', concurrency: 2, pollMs: 20, recheckMs: 300_000 };
    worker = new CustomerWorker(store, { resolve }, fixedClock('2026-11-21T09:00:00.000Z'), settings);
  });
  afterEach(() => worker.stop());

  it('tells what it found out, with the next version and the trace of the fact, keyed by organization and requester', async () => {
    store.due = [requester('user:7')];
    worker.start();
    const [answered] = await eventually(() => store.answers.length > 0 && store.answers);
    expect(answered).toMatchObject({ key: 'user:7', answer: { state: 'resolved', zendeskUserId: 7 } });
    const { topic, key, value, headers } = answered?.message ?? {};
    expect({ topic, key }).toEqual({ topic: 'test.customer.events.v1', key: '["org","user:7"]' });
    expect(JSON.parse(String(value))).toEqual({
      version: 5,
      organizationId: 'org',
      requesterKey: 'user:7',
      zendeskUserId: 7,
    });
    expect(headers).toMatchObject({
      ce_type: 'parley.customer.resolved.v1',
      ce_traceparent: PARENT,
      ce_time: '2026-11-21T09:00:00.000Z',
    });
  });

  it('C4: tells why a customer is blocked, and looks again after five minutes', async () => {
    resolve.mockResolvedValue({ state: 'blocked', reason: 'customer-suspended', zendeskUserId: 7 });
    store.due = [requester('user:7')];
    worker.start();
    const [answered] = await eventually(() => store.answers.length > 0 && store.answers);
    expect(JSON.parse(String(answered?.message?.value))).toMatchObject({
      reason: 'customer-suspended',
      zendeskUserId: 7,
    });
    expect(answered).toMatchObject({
      message: { headers: { ce_type: 'parley.customer.blocked.v1' } },
    });
    expect(answered?.checkAgainMs).toBeUndefined();
  });

  it('tries a requester without a user again by itself, and tells whom to choose among', async () => {
    resolve.mockResolvedValue({ state: 'blocked', reason: 'customer-ambiguous', candidates: [7, 8] });
    store.due = [requester('email:a@b.example')];
    worker.start();
    const [answered] = await eventually(() => store.answers.length > 0 && store.answers);
    expect(JSON.parse(String(answered?.message?.value))).toMatchObject({ candidates: [7, 8] });
    expect(answered?.checkAgainMs).toBe(300_000);
  });

  it('tells nothing that it told before', async () => {
    store.due = [requester('user:7', { answer: { state: 'resolved', zendeskUserId: 7 } })];
    worker.start();
    const [answered] = await eventually(() => store.answers.length > 0 && store.answers);
    expect(answered?.message).toBeUndefined();
  });

  it('writes nothing once its lease is lost', async () => {
    store.leaseLost = true;
    store.due = [requester('user:7')];
    worker.start();
    await eventually(() => resolve.mock.calls.length === 1 && store.claims.length > 2);
    expect(store.answers).toEqual([]);
  });

  it('tries a requester again later, ever later', async () => {
    resolve.mockResolvedValue(later('unknown timeout', 'requester'));
    store.due = [
      requester('a', { attempts: 1 }),
      requester('b', { attempts: 3 }),
      requester('c', { attempts: 40 }),
    ];
    worker.start();
    await eventually(() => store.waits.length === 3);
    expect(store.waits.map(({ waitMs }) => waitMs)).toEqual([500, 2_000, 60_000]);
    expect(store.waits.every(({ inTheWay }) => inTheWay === 'requester')).toBe(true);
  });

  it('lets other organizations go first while one cannot be called', async () => {
    resolve.mockImplementation(({ organizationId }) =>
      Promise.resolve(
        organizationId === 'org'
          ? later('rate-limited account', 'organization', 700)
          : { state: 'resolved', zendeskUserId: 1 },
      ),
    );
    store.due = [requester('a'), requester('b'), requester('c'), requester('d', { organizationId: 'other' })];
    worker.start();
    await eventually(() => store.answers.length === 1);
    expect(store.answers[0]?.key).toBe('d');
    expect(store.claims.at(-1)?.resting).toEqual([{ organizationId: 'org' }]);
    expect(store.waits.every(({ waitMs, inTheWay }) => waitMs === 700 && inTheWay === 'organization')).toBe(
      true,
    );
  });

  it('C3: waits with those alone that need the bucket which a 429 named, and finds linked customers meanwhile', async () => {
    const bucket = 'user-writes';
    resolve.mockImplementation(({ wanted }) =>
      Promise.resolve(
        wanted.kind === 'email'
          ? later(`rate-limited ${bucket}`, { bucket }, 60_000)
          : { state: 'resolved', zendeskUserId: 1 },
      ),
    );
    const email = (name: string) =>
      requester(name, { wanted: { kind: 'email', email: `${name}@b.example`, name } });
    store.due = [email('a'), email('b'), requester('user:1'), requester('user:2'), requester('user:3')];
    worker.start();
    await eventually(() => store.answers.length === 3);
    expect(store.waits.map(({ key, waitMs, inTheWay }) => ({ key, waitMs, inTheWay }))).toEqual(
      ['a', 'b'].map((key) => ({ key, waitMs: 60_000, inTheWay: { bucket } })),
    );
    // Their waits ended in the store's eyes, but the bucket rests still: they do not take the hands of others.
    store.due = [email('a'), email('b'), requester('user:4')];
    worker.wake();
    await eventually(() => store.answers.length === 4);
    expect(store.due).toHaveLength(2);
    expect(store.claims.at(-1)?.resting).toEqual([{ organizationId: 'org', bucket }]);
  });

  it('works on as many at once as it may, and takes the next as soon as a hand is free', async () => {
    const finish: (() => void)[] = [];
    resolve.mockImplementation(
      () => new Promise((done) => finish.push(() => done({ state: 'resolved', zendeskUserId: 7 }))),
    );
    store.due = ['a', 'b', 'c'].map((key) => requester(key));
    worker.start();
    await eventually(() => finish.length === 2);
    expect(store.due).toHaveLength(1);
    finish[0]?.();
    await eventually(() => finish.length === 3);
    finish.slice(1).forEach((end) => end());
    await eventually(() => store.answers.length === 3);
  });

  it('goes on after the database was away', async () => {
    store.broken = true;
    store.due = [requester('user:7')];
    worker.start();
    await eventually(() => store.claims.length > 2);
    store.broken = false;
    await eventually(() => store.answers.length === 1);
  });

  it('finishes what is under way when it stops, and takes nothing new', async () => {
    const finish: (() => void)[] = [];
    resolve.mockImplementation(
      () => new Promise((done) => finish.push(() => done({ state: 'resolved', zendeskUserId: 7 }))),
    );
    store.due = [requester('a')];
    worker.start();
    await eventually(() => finish.length === 1);
    const stopped = worker.stop();
    store.due = [requester('b')];
    worker.wake();
    finish[0]?.();
    await stopped;
    expect(store.answers.map(({ key }) => key)).toEqual(['a']);
    expect(store.due).toHaveLength(1);
  });
});
