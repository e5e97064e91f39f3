import { Client } from 'pg';
import { dropTestDatabase, testDatabase } from './test-database';

describe('testDatabase', () => {
  it('makes a database of its own and drops it although somebody is connected', async () => {
    const database = await testDatabase();
    expect(database.name).toMatch(/^parley_test_[0-9a-f]{16}$/);
    const client = new Client({ connectionString: database.url });
    const cutOff = new Promise<void>((resolve) => client.on('error', () => resolve()));
    await client.connect();
    await database.drop();
    await cutOff;
    await expect(new Client({ connectionString: database.url }).connect()).rejects.toThrow(/does not exist/);
  });

  it.each(['parley', 'postgres', 'attestation-prod"; drop', ''])('refuses to drop "%s"', async (name) => {
    await expect(dropTestDatabase('postgres://nobody@127.0.0.1:1/x', name)).rejects.toThrow('is left alone');
  });
});
