import { configureLogging } from '@parley/platform';
import { eventually, sharedKafkaBrokers } from '@parley/testing';
import { ChildMember } from './support/child-member';
import { KafkaCase } from './support/kafka-case';
import { readAll } from './support/read-all';
import { Gate } from './support/recorder';
import { foldedIn } from './support/tally-service';

configureLogging({ level: 'silent' });

/** Real Kafka, real Postgres, several members; some in processes of their own, so that they can be stopped and killed. */
describe('members that come, go, stop and die', () => {
  let one: KafkaCase;
  const children: ChildMember[] = [];

  const child = (mode: 'hold' | 'crash' | 'run'): ChildMember => {
    const { brokers, topic, group } = one;
    const made = new ChildMember({ brokers, databaseUrl: one.test.url, topic, group, mode });
    children.push(made);
    return made;
  };

  afterEach(async () => {
    await Promise.all(children.splice(0).map((made) => made.kill()));
    await one.close();
  });

  it('redelivery after a crash between Postgres commit and Kafka commit folds nothing twice, and publishes what was left', async () => {
    one = await KafkaCase.create(sharedKafkaBrokers());
    await one.say('ada', 'e1', 'e2', 'e3');
    await child('crash').gone();
    expect(await foldedIn(one.database)).toEqual({ ada: ['e1', 'e2', 'e3'] });
    expect(await one.committedInKafka()).toBe(-1);
    const { service } = one.member();
    await one.say('ada', 'e4');
    await one.holds({ ada: ['e1', 'e2', 'e3', 'e4'] }, service);
    const output = { topic: `${one.topic}.repeated`, partition: 0 };
    const ids = await eventually(async () => {
      const records = await readAll(one.log, output, 100);
      const found = records.map(({ headers }) => headers['ce_id']?.toString());
      return new Set(found).size === 4 ? found : undefined;
    });
    expect([...new Set(ids)]).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  it('a rebalance in mid-batch with two members stores every event once', async () => {
    one = await KafkaCase.create(sharedKafkaBrokers(), { partitions: 4 });
    const contacts = Array.from({ length: 20 }, (_, index) => `c${index}`);
    for (const contact of contacts) await one.say(contact, `${contact}-1`, `${contact}-2`);
    const [begun, go] = [new Gate(), new Gate()];
    const first = one.member();
    first.service.interrupt = async () => {
      begun.open();
      await go.opened;
    };
    await begun.opened;
    const second = one.member();
    // The broker waits for the first member to join again, while its batch is still inside its transaction.
    await eventually(async () => (await one.groupState()) === 'PreparingRebalance');
    for (const contact of contacts) await one.say(contact, `${contact}-3`);
    go.open();
    await one.holds(
      Object.fromEntries(contacts.map((contact) => [contact, [1, 2, 3].map((n) => `${contact}-${n}`)])),
      first.service,
    );
    await eventually(
      () =>
        first.consumer.status().partitions.length === 2 && second.consumer.status().partitions.length === 2,
    );
  });

  it('a member stopped (SIGSTOP) inside its transaction frees the partition, and its late commit fails', async () => {
    one = await KafkaCase.create(sharedKafkaBrokers());
    await one.say('ada', 'e1', 'e2');
    const stopped = child('hold');
    await stopped.says('inside the transaction');
    stopped.freeze();
    const { service } = one.member();
    await one.holds({ ada: ['e1', 'e2'] }, service);
    stopped.thaw();
    await stopped.says('"kind":"pause"');
    await one.say('ada', 'e3');
    await one.holds({ ada: ['e1', 'e2', 'e3'] }, service);
  });
});
