/**
 * A member in a process of its own, for tests that stop or kill it: stores one batch of the topic that it is told, and stays
 * inside its transaction once it has written (`hold`), or crashes right after the commit (`crash`).
 */
import { configureLogging } from '@parley/platform';
import { KafkaEventLog } from '../../src';
import { openTally, TallyService } from './tally-service';

const [brokers = '', databaseUrl = '', topic = '', group = '', mode = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  configureLogging({ level: 'silent' });
  const database = await openTally(databaseUrl);
  const log = new KafkaEventLog({ brokers: [brokers], clientId: 'member', sessionTimeoutMs: 6_000 });
  const names = { group, output: `${topic}.repeated`, deadLetters: `${group}.dlq` };
  const service = new TallyService(database, log.producer(), names);
  if (mode === 'hold')
    service.interrupt = async () => {
      process.stdout.write('inside the transaction\n');
      await new Promise((resolve) => process.stdin.once('data', resolve));
    };
  const consumer = log.consumer({
    group,
    topics: [topic],
    positions: service.positions,
    handle: async (batch) => {
      const outcome = await service.processor.process(batch, service.work);
      process.stdout.write(`${JSON.stringify(outcome)}\n`);
      // The transaction is committed; Kafka was told nothing, and the outbox row may not be out.
      if (mode === 'crash') process.kill(process.pid, 'SIGKILL');
      return outcome;
    },
  });
  consumer.start();
}

void main();
