import { createHash, randomUUID } from 'node:crypto';
import type { Database } from '@parley/platform';
import type { NewSession } from '../sessions/session';
import { gatewayDatabase } from '../../test/gateway-database';
import type { GatewayDatabase } from '../../test/gateway-database';
import { PostgresSessions } from './session-store';

const HOUR_MS = 3_600_000;
const hash = (text: string) => createHash('sha256').update(text).digest();

describe('sessions in Postgres', () => {
  let database: GatewayDatabase;
  let store: Database;
  let sessions: PostgresSessions;
  beforeAll(async () => {
    database = await gatewayDatabase();
    store = database.store;
    sessions = new PostgresSessions(store);
  });
  afterAll(() => database.drop());
  beforeEach(() => store.query('truncate session'));

  const begin = (token: string, differs: Partial<NewSession> = {}) =>
    sessions.begin({
      id: randomUUID(),
      kind: 'browser',
      tokenHash: hash(token),
      subject: 'ada',
      name: 'Ada Lovelace',
      role: 'advisor',
      lifeMs: 12 * HOUR_MS,
      notAfter: null,
      attemptHash: hash(`attempt of ${token}`),
      ...differs,
    });
  const find = (token: string) => sessions.find(hash(token), 'browser', HOUR_MS);
  const idleFor = (minutes: number) =>
    store.query(`update session set last_used_at = now() - $1 * interval '1 minute'`, [minutes]);
  const lastUsed = async () => {
    const [row] = await store.query<{ ago: number }>(
      'select extract(epoch from now() - last_used_at)::float8 as ago from session',
    );
    return row?.ago ?? NaN;
  };

  it('are found by the hash of their token, as the kind that they are', async () => {
    const begun = await begin('one');
    expect(begun).toMatchObject({ subject: 'ada', name: 'Ada Lovelace', role: 'advisor' });
    expect(await find('one')).toEqual(begun);
    expect(await find('two')).toBeUndefined();
    expect(await sessions.find(hash('one'), 'embedded', HOUR_MS)).toBeUndefined();
  });

  it('end at their time however much they are used, and not after what they came of', async () => {
    const notAfter = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 60_000);
    expect(await begin('one', { notAfter })).toMatchObject({ expiresAt: notAfter });
    await store.query(`update session set expires_at = now() - interval '1 ms'`);
    expect(await find('one')).toBeUndefined();
  });

  it('are over when they lay idle, and live on while they are used', async () => {
    await begin('one');
    await idleFor(59);
    expect(await find('one')).toBeDefined();
    expect(await lastUsed()).toBeLessThan(30);
    await idleFor(61);
    expect(await find('one')).toBeUndefined();
  });

  it('write down that they are used, but not each time', async () => {
    await begin('one');
    await idleFor(5);
    await find('one');
    expect(await lastUsed()).toBeGreaterThan(290);
    await idleFor(7);
    await find('one');
    expect(await lastUsed()).toBeLessThan(30);
  });

  it('begin once for each attempt at signing in, however many ask at once', async () => {
    const attemptHash = hash('attempt');
    const begun = await Promise.all(
      Array.from({ length: 8 }, (_, index) => begin(`token ${index}`, { attemptHash })),
    );
    expect(begun.filter((session) => session !== undefined)).toHaveLength(1);
    expect(await store.query('select from session')).toHaveLength(1);
  });

  it('end with all that came of the same signing in, and with nothing else', async () => {
    const id = randomUUID();
    await begin('one', { id });
    await begin('inside one', { id, kind: 'embedded', attemptHash: null });
    await begin('inside two', { kind: 'embedded', attemptHash: null });
    await begin('two');
    await sessions.end(id);
    expect(await find('one')).toBeUndefined();
    expect(await sessions.find(hash('inside one'), 'embedded', HOUR_MS)).toBeUndefined();
    expect(await sessions.find(hash('inside two'), 'embedded', HOUR_MS)).toBeDefined();
    expect(await find('two')).toBeDefined();
  });

  it('are cleared away when they are over', async () => {
    await begin('one');
    await store.query(`update session set expires_at = now() - interval '1 ms'`);
    await begin('two');
    expect(await store.query('select from session')).toHaveLength(1);
  });
});
