import { eventually } from '@parley/testing';
import { facts, introduce, message, target } from '../../test/writer-world';
import { PostgresWriter } from '../../test/postgres-writer';
import { CLAIM } from '../../test/store-under-test';
import { PostgresBacklogBook } from '../persistence/postgres-backlog-book';
import type { Backlog } from './backlog';
import { BacklogReporter } from './backlog-reporter';

const EVERY_MS = 60_000;

describe('telling how far organizations are behind', () => {
  let writer: PostgresWriter;
  let book: PostgresBacklogBook;
  beforeAll(async () => {
    writer = await PostgresWriter.open();
    book = new PostgresBacklogBook(writer.database);
  });
  beforeEach(async () => {
    await writer.empty();
    await introduce(writer.intake);
    await writer.intake.facts(facts([message(1, 'one'), message(2, 'two')]));
    await writer.intake.targets([target(1, 2)]);
  });
  afterAll(() => writer.close());

  const due = async (everyMs = EVERY_MS): Promise<readonly Backlog[]> => {
    let told: readonly Backlog[] = [];
    await book.tellDue(everyMs, (_tx, backlogs) => {
      told = backlogs;
      return Promise.resolve();
    });
    return told;
  };

  it('counts tickets and creates, with the time since when', async () => {
    const [backlog] = await due();
    expect(backlog).toMatchObject({ organizationId: 'org-1', tickets: 1, creates: 1 });
    expect(backlog?.oldestSince).toBeInstanceOf(Date);
  });

  it('is told once by all processes together, and again only after a while', async () => {
    const all = await Promise.all([due(), due(), due()]);
    expect(all.flat()).toHaveLength(1);
    expect(await due()).toEqual([]);
    expect(await due(0)).toHaveLength(1);
  });

  it('tells once more when an organization has caught up, and then no more', async () => {
    await due();
    await writer.database.query('update lane set workable = false');
    expect(await due(0)).toMatchObject([
      { organizationId: 'org-1', tickets: 0, creates: 0, oldestSince: null },
    ]);
    expect(await due(0)).toEqual([]);
  });

  it('is due again when it could not be told', async () => {
    await expect(book.tellDue(EVERY_MS, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    expect(await due()).toHaveLength(1);
  });

  it('counts a lane that is being worked on', async () => {
    await writer.lanes.claim(CLAIM);
    expect(await due()).toMatchObject([{ tickets: 1 }]);
  });

  it('publishes the backlog with the budget and the time that it takes', async () => {
    const budget = () =>
      Promise.resolve([
        {
          bucket: 'account',
          limit: 200,
          usable: 180,
          windowMs: 60_000,
          used: 180,
          left: 0,
          pausedForMs: 5_000,
        },
      ]);
    const reporter = new BacklogReporter(book, { budget }, writer.outbox, 'parley.');
    await reporter.report();
    const message = await eventually(() => writer.producer.messages.at(-1));
    expect(message).toMatchObject({ topic: 'parley.connection.events.v1', key: 'org-1' });
    expect(JSON.parse(String(message.value))).toMatchObject({
      organizationId: 'org-1',
      buckets: [{ bucket: 'account', perMinute: 180, left: 0 }],
      backlog: { tickets: 1, creates: 1, drainSeconds: 6 },
    });
  });
});
