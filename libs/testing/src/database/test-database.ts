import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A database of one spec's own. */
export interface TestDatabase {
  readonly name: string;
  /** `postgres://` URL, as `DATABASE_URL`. */
  readonly url: string;
  /** Cuts off whoever is still connected and drops the database. */
  drop(): Promise<void>;
}

/**
 * Creates `parley_test_<random>` on the server of TEST_DATABASE_URL (set for every integration test) or on the given one.
 * @throws when neither is there: an integration test is never skipped.
 */
export async function testDatabase(serverUrl = process.env['TEST_DATABASE_URL']): Promise<TestDatabase> {
  if (serverUrl === undefined)
    throw new Error("TEST_DATABASE_URL is not set: run integration tests through Jest's global setup");
  const name = `parley_test_${randomBytes(8).toString('hex')}`;
  await onServer(serverUrl, `create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { name, url: url.href, drop: () => dropTestDatabase(serverUrl, name) };
}

/** Drops a database, and refuses every name that does not say that it is a test's. */
export async function dropTestDatabase(serverUrl: string, name: string): Promise<void> {
  if (!/^[a-z0-9_]*test[a-z0-9_]*$/.test(name))
    throw new Error(`"${name}" is not a test database; it is left alone`);
  await onServer(serverUrl, `drop database if exists ${name} with (force)`);
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
