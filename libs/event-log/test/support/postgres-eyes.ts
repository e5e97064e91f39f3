import type { Database } from '@parley/platform';
import { eventually } from '@parley/testing';
import { Client } from 'pg';

/** Waits until a session of this database waits for a lock. */
export async function someoneWaits(database: Database): Promise<void> {
  await eventually(async () => {
    const [row] = await database.query<{ waiting: boolean }>(
      `select exists (select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock') as waiting`,
    );
    return row?.waiting;
  });
}

/** The texts of the statements that the driver sends meanwhile, first line each. */
export async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const sent = jest.spyOn(Client.prototype, 'query');
  try {
    await work();
    return sent.mock.calls.map(([statement]: unknown[]) => textOf(statement).trim().split('\n')[0] ?? '');
  } finally {
    sent.mockRestore();
  }
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return typeof statement === 'object' && statement !== null && 'text' in statement
    ? String(statement.text)
    : '';
}
