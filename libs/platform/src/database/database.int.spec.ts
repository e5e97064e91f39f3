import { testDatabase, type TestDatabase } from '@parley/testing';
import { eventually } from '@parley/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Database } from './database';
import { DatabaseClosedError, isDatabaseUnavailable } from './database-errors';

class Notes1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table note (id int primary key, text text not null)');
  }
  down(): Promise<void> {
    throw new Error('forward only');
  }
}

class NoteAuthor1700000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table note add column author text not null default 'nobody'");
  }
  down(): Promise<void> {
    throw new Error('forward only');
  }
}

let server: TestDatabase;
const opened: Database[] = [];

async function open(options: Partial<Parameters<typeof Database.open>[0]> = {}): Promise<Database> {
  const database = await Database.open({
    url: server.url,
    schema: 'evaluator',
    applicationName: 'spec',
    migrations: [Notes1700000000001, NoteAuthor1700000000002],
    poolSize: 4,
    ...options,
  });
  opened.push(database);
  return database;
}

beforeEach(async () => {
  server = await testDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
  await server.drop();
});

describe('Database.migrate', () => {
  it('creates the schema and applies each migration once, though several processes start at the same moment', async () => {
    const first = await open();
    const databases = [first, ...(await Promise.all([open(), open(), open()]))];
    await Promise.all(databases.map((database) => database.migrate()));
    await first.migrate();
    const applied = await first.query<{ name: string }>('select name from migration order by id');
    expect(applied).toEqual([{ name: 'Notes1700000000001' }, { name: 'NoteAuthor1700000000002' }]);
  });

  it('brings an older schema up to date and keeps its rows', async () => {
    const older = await open({ migrations: [Notes1700000000001] });
    await older.migrate();
    await older.query("insert into note values (1, 'kept')");
    const newer = await open();
    await newer.migrate();
    await expect(newer.query('select * from note')).resolves.toEqual([
      { id: 1, text: 'kept', author: 'nobody' },
    ]);
  });

  it('leaves nothing of a migration that fails half-way', async () => {
    class Broken1700000000003 implements MigrationInterface {
      async up(runner: QueryRunner): Promise<void> {
        await runner.query('create table half_made (id int)');
        await runner.query('select * from nowhere');
      }
      down(): Promise<void> {
        throw new Error('forward only');
      }
    }
    const database = await open({ migrations: [Notes1700000000001, Broken1700000000003] });
    await expect(database.migrate()).rejects.toThrow('nowhere');
    await expect(database.query("select to_regclass('half_made') as found")).resolves.toEqual([
      { found: null },
    ]);
    await expect(database.query('select count(*)::int as n from migration')).resolves.toEqual([{ n: 1 }]);
  });

  it('keeps the schemas of two services apart in one database', async () => {
    const writer = await open({ schema: 'writer' });
    const evaluator = await open();
    await Promise.all([writer.migrate(), evaluator.migrate()]);
    await writer.query("insert into note values (1, 'writer')");
    await expect(evaluator.query('select * from note')).resolves.toEqual([]);
  });
});

describe('Database.transaction', () => {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await database.migrate();
  });

  it('commits what resolves and gives back its result', async () => {
    const rows = await database.transaction((tx) =>
      tx.query('insert into note values ($1, $2) returning id, text', [1, 'hello']),
    );
    expect(rows).toEqual([{ id: 1, text: 'hello' }]);
    await expect(database.query('select id from note')).resolves.toEqual([{ id: 1 }]);
  });

  it('gives the RETURNING rows of an UPDATE and a DELETE too', async () => {
    await database.query("insert into note values (1, 'a')");
    await expect(database.query("update note set text = 'b' returning text")).resolves.toEqual([
      { text: 'b' },
    ]);
    await expect(database.query('delete from note returning id')).resolves.toEqual([{ id: 1 }]);
  });

  it('rolls back what throws, and throws the same error', async () => {
    const mine = new RangeError('no');
    const work = database.transaction(async (tx) => {
      await tx.query("insert into note values (1, 'a')");
      throw mine;
    });
    await expect(work).rejects.toBe(mine);
    await expect(database.query('select * from note')).resolves.toEqual([]);
  });

  it("throws the server's own error, without the parameters that went with the statement", async () => {
    await database.query("insert into note values (1, 'a')");
    const again = database.transaction((tx) =>
      tx.query('insert into note values ($1, $2)', [1, 'text of Ada']),
    );
    const error: unknown = await again.catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: '23505' });
    expect(Object.keys(error as object)).not.toContain('parameters');
  });

  it('has the limits of a service on every connection', async () => {
    const limits = [
      'idle_in_transaction_session_timeout',
      'lock_timeout',
      'transaction_timeout',
      'search_path',
    ];
    const shown = await Promise.all(
      limits.map((name) => database.query<Record<string, string>>(`show ${name}`)),
    );
    expect(shown.map(([row]) => Object.values(row ?? {})[0])).toEqual(['10s', '5s', '30s', 'evaluator']);
  });
});

describe('a session that holds things up', () => {
  it('is cut off when it stays silent inside a transaction, and what it wrote is gone', async () => {
    const database = await open({ timeouts: { idleInTransactionMs: 100 } });
    await database.migrate();
    const silent = database.transaction(async (tx) => {
      await tx.query("insert into note values (1, 'never')");
      await eventually(async () => (await sessions(database, 'idle in transaction')) === 0, {
        describe: 'the server to cut the session off',
      });
      await tx.query('select 1');
    });
    const error: unknown = await silent.catch((caught: unknown) => caught);
    expect(isDatabaseUnavailable(error)).toBe(true);
    await expect(database.query('select * from note')).resolves.toEqual([]);
  });

  it('does not wait for ever for a lock that somebody holds', async () => {
    const database = await open({ timeouts: { lockMs: 50 } });
    await database.migrate();
    await database.query("insert into note values (1, 'a')");
    await database.transaction(async (holder) => {
      await holder.query('select * from note for update');
      await expect(database.query("update note set text = 'b'")).rejects.toMatchObject({ code: '55P03' });
    });
  });

  it('is cut off when its transaction lasts too long', async () => {
    const database = await open({ timeouts: { transactionMs: 100 } });
    const error: unknown = await database
      .transaction((tx) => tx.query('select pg_sleep(20)'))
      .catch((caught: unknown) => caught);
    expect(isDatabaseUnavailable(error)).toBe(true);
  });
});

describe('Database.close', () => {
  it('refuses everything afterwards and may be called twice', async () => {
    const database = await open();
    await database.close();
    await database.close();
    await expect(database.query('select 1')).rejects.toThrow(DatabaseClosedError);
    await expect(database.transaction(() => Promise.resolve())).rejects.toThrow(DatabaseClosedError);
    await expect(database.listen('x', () => undefined)).rejects.toThrow(DatabaseClosedError);
  });
});

async function sessions(database: Database, state: string): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    'select count(*)::int as n from pg_stat_activity where datname = current_database() and state = $1',
    [state],
  );
  return row?.n ?? 0;
}
