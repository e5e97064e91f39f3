import { Client } from 'pg';
import { dropTestDatabase } from './test-database';

/** A test database as it was at one moment. */
export interface DatabaseSnapshot {
  /** Puts the database back to that moment, as a restore would. Whoever is connected is cut off. */
  putBack(): Promise<void>;
  /** Forgets what was kept. */
  drop(): Promise<void>;
}

/**
 * Keeps a test database as it is now, file by file. Whoever is connected is cut off meanwhile.
 * @param url of the database
 */
export async function keepDatabase(url: string): Promise<DatabaseSnapshot> {
  const server = new URL(url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  const kept = `${name}_kept`;
  await copyDatabase(server.href, name, kept);
  return {
    putBack: () => copyDatabase(server.href, kept, name),
    drop: () => dropTestDatabase(server.href, kept),
  };
}

async function copyDatabase(serverUrl: string, from: string, to: string): Promise<void> {
  await dropTestDatabase(serverUrl, to);
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    // Postgres copies a database only while nobody is in it.
    await client.query(`alter database ${from} with allow_connections false`);
    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [from]);
    await client.query(`create database ${to} template ${from}`);
    await client.query(`alter database ${from} with allow_connections true`);
  } finally {
    await client.end();
  }
}
