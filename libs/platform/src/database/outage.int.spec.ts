import {
  eventually,
  startPostgres,
  testDatabase,
  type TestDatabase,
  type TestPostgres,
} from '@parley/testing';
import { configureLogging } from '../logging/logger';
import { Database } from './database';
import { isDatabaseUnavailable } from './database-errors';

let postgres: TestPostgres;
let server: TestDatabase;
let database: Database;

beforeAll(async () => {
  configureLogging({ level: 'silent' });
  postgres = await startPostgres();
  server = await testDatabase(postgres.url);
  database = await Database.open({
    url: server.url,
    schema: 'writer',
    applicationName: 'spec',
    migrations: [],
  });
  await database.migrate();
  await database.query('create table kept (n int)');
});
afterAll(async () => {
  await database.close();
  await postgres.stop();
});

describe('Postgres killed and restarted', () => {
  it('fails what was under way as "unavailable", keeps what was committed, and works again by itself', async () => {
    await database.query('insert into kept values (1)');
    const underWay = database.transaction(async (tx) => {
      await tx.query('insert into kept values (2)');
      await postgres.kill();
      await tx.query('insert into kept values (3)');
    });
    const error: unknown = await underWay.catch((caught: unknown) => caught);
    expect(isDatabaseUnavailable(error)).toBe(true);
    const whileAway: unknown = await database.query('select 1').catch((caught: unknown) => caught);
    expect(isDatabaseUnavailable(whileAway)).toBe(true);

    await postgres.restart();
    await expect(database.query('select n from kept')).resolves.toEqual([{ n: 1 }]);
  });

  it('goes on listening afterwards, and says that something may have been missed', async () => {
    const heard: (string | undefined)[] = [];
    const subscription = await database.listen('writer_lanes', (payload) => heard.push(payload));
    await database.query("select pg_notify('writer_lanes', 'before')");
    await eventually(() => heard.length === 2, { describe: 'the first notification' });
    expect(heard).toEqual([undefined, 'before']);

    await postgres.kill();
    await postgres.restart();
    await eventually(() => heard.length === 3, { describe: 'the reconnection' });
    await database.query("select pg_notify('writer_lanes', 'after')");
    await eventually(() => heard.length === 4, { describe: 'the notification after the restart' });
    expect(heard.slice(2)).toEqual([undefined, 'after']);
    await subscription.close();
  });

  it('opens once a server that is still starting takes connections', async () => {
    await postgres.kill();
    const opening = Database.open({
      url: server.url,
      schema: 'writer',
      applicationName: 'early',
      migrations: [],
    });
    await postgres.restart();
    const early = await opening;
    await expect(early.query('select n from kept')).resolves.toEqual([{ n: 1 }]);
    await early.close();
  });

  it("gives up opening after the given time, with the server's refusal", async () => {
    await postgres.kill();
    const opening = Database.open({
      url: server.url,
      schema: 'writer',
      applicationName: 'early',
      migrations: [],
      openWithinMs: 50,
    });
    const error: unknown = await opening.catch((caught: unknown) => caught);
    expect(isDatabaseUnavailable(error)).toBe(true);
    await postgres.restart();
  });
});
