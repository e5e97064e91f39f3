import type { OutgoingMessage } from '@parley/event-log';
import type { Database } from '@parley/platform';
import { linked, RequesterStage } from '../../test/requester-stage';
import type { PostgresRequesterStore } from './postgres-requester-store';

const message: OutgoingMessage = { topic: 't', key: 'k', value: '{}', headers: {} };

describe('PostgresRequesterStore while a bucket rests', () => {
  let stage: RequesterStage;
  let database: Database;
  let store: PostgresRequesterStore;

  beforeAll(async () => {
    stage = await RequesterStage.open();
    ({ database, store } = stage);
    await database.query(`INSERT INTO organization VALUES ('org', 1, 'active')`);
  });
  afterAll(() => stage.close());

  it('C3, K15: leaves out those whose try a resting bucket ended, until they get an answer, and nobody else', async () => {
    await database.transaction((tx) => store.remember(tx, [linked(7), linked(8), linked(9)]));
    const waiting = { bucket: 'route:POST /api/v2/users' };
    const keys = async (bucket: string) => {
      const claimed = await store.claim(10, [{ organizationId: 'org', bucket }]);
      for (const requester of claimed) await store.later(requester, 0, 'organization');
      return claimed.map(({ requesterKey }) => requesterKey).sort();
    };
    const [first] = await store.claim(1, []);
    if (first === undefined) throw new Error('nothing to claim');
    await store.later(first, 0, waiting);
    const others = ['user:7', 'user:8', 'user:9'].filter((key) => key !== first.requesterKey);
    expect(await keys(waiting.bucket)).toEqual(others);
    expect(await keys('route:GET /api/v2/users/search')).toEqual(['user:7', 'user:8', 'user:9']);
    // What was in its way then was something else: the bucket says nothing about it any more.
    expect(await keys(waiting.bucket)).toEqual(['user:7', 'user:8', 'user:9']);
    for (const claimed of await store.claim(10, [])) await store.later(claimed, 0, waiting);
    for (const claimed of await store.claim(10, []))
      await store.answer(claimed, { state: 'resolved', zendeskUserId: 7 }, { version: 1, message }, 0);
    expect(await keys(waiting.bucket)).toEqual(['user:7', 'user:8', 'user:9']);
  });
});
