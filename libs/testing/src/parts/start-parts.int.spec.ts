import { Client } from 'pg';
import { kafkaAnswers } from '../../test/kafka-answers';
import { startKafka, startPostgres } from './start-parts';

describe('startPostgres', () => {
  it('keeps what was committed through a SIGKILL and comes back on the same address', async () => {
    const postgres = await startPostgres();
    try {
      await run(postgres.url, 'create table kept (n int); insert into kept values (7)');
      const { pid } = postgres;
      await postgres.kill();
      await expect(run(postgres.url, 'select 1')).rejects.toThrow(/ECONNREFUSED|terminated/);
      await postgres.restart();
      expect(postgres.pid).not.toBe(pid);
      await expect(run(postgres.url, 'select n from kept')).resolves.toEqual([{ n: 7 }]);
    } finally {
      await postgres.stop();
    }
  });
});

describe('startKafka', () => {
  it('answers after a start, not after a SIGKILL, and again after a restart on the same address', async () => {
    const kafka = await startKafka();
    try {
      const { brokers, pid } = kafka;
      await expect(kafkaAnswers(brokers)).resolves.toBe(true);
      await kafka.kill();
      await expect(kafkaAnswers(brokers)).resolves.toBe(false);
      await kafka.restart();
      expect(kafka.pid).not.toBe(pid);
      expect(kafka.brokers).toBe(brokers);
      await expect(kafkaAnswers(brokers)).resolves.toBe(true);
    } finally {
      await kafka.stop();
    }
  });
});

async function run(url: string, statement: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
