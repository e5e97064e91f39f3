import pg from 'pg';

const NAME = 'parley';

/**
 * Creates the installation's database on the local server, once.
 * @param {string} serverUrl superuser's URL of any database of the server
 * @returns {Promise<string>} URL of the installation's database
 */
export async function ensureDatabase(serverUrl) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`create database ${NAME}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${NAME}`;
  return url.href;
}
