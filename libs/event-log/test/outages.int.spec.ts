import { configureLogging } from '@parley/platform';
import { eventually, startKafka, startPostgres, type TestKafka, type TestPostgres } from '@parley/testing';
import { KafkaCase } from './support/kafka-case';
import { readAll } from './support/read-all';
import { said, type TallyService } from './support/tally-service';

configureLogging({ level: 'silent' });

/** Starting and killing real parts takes its time on a busy machine. */
const PATIENCE_MS = 300_000;

/** Kafka and Postgres of this spec's own, killed with SIGKILL while events flow. */
describe('outages', () => {
  let kafka: TestKafka;
  let postgres: TestPostgres;
  let one: KafkaCase;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    kafka = await startKafka();
    closers.push(() => kafka.stop());
    postgres = await startPostgres();
    closers.push(() => postgres.stop());
    one = await KafkaCase.create(kafka.brokers, { partitions: 2, serverUrl: postgres.url });
    closers.push(() => one.close());
  }, PATIENCE_MS);

  afterAll(async () => {
    for (const close of closers.reverse()) await close();
  }, PATIENCE_MS);

  /** Sends numbered events of a contact one by one, each again until it is acknowledged, until told to end. */
  const keepSaying = (contact: string): (() => Promise<string[]>) => {
    const acknowledged: string[] = [];
    const ended = new AbortController();
    const saying = (async () => {
      for (let number = 0; !ended.signal.aborted; number += 1) {
        const id = `${contact}-${number}`;
        await eventually(() => one.producer.send([said(one.topic, contact, id)]), { timeoutMs: 90_000 });
        acknowledged.push(id);
      }
    })();
    return async () => {
      ended.abort();
      await saying;
      return acknowledged;
    };
  };

  const isFolded = (service: TallyService, contact: string, ids: readonly string[]): Promise<true> =>
    eventually(
      async () => {
        expect((await service.folded())[contact]).toEqual(ids);
        return true as const;
      },
      { timeoutMs: 60_000 },
    );

  it(
    'Postgres killed and restarted: partitions wait, then every event is folded once and in order',
    async () => {
      const { service, consumer } = one.member();
      const end = keepSaying('pia');
      await eventually(async () => (await service.folded())['pia']);
      await postgres.kill();
      await eventually(() => consumer.status().partitions.some(({ state }) => state === 'paused'), {
        timeoutMs: 60_000,
      });
      await postgres.restart();
      await eventually(() => consumer.status().partitions.every(({ state }) => state === 'reading'), {
        timeoutMs: 60_000,
      });
      const pia = await end();
      await isFolded(service, 'pia', pia);
      expect(one.fatal).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    'broker killed and restarted: nothing acknowledged is lost, doubled or out of order',
    async () => {
      const { service } = one.member();
      const end = keepSaying('kim');
      await eventually(async () => (await service.folded())['kim']);
      await kafka.kill();
      await kafka.restart();
      const before = (await service.folded())['kim']?.length ?? 0;
      await eventually(async () => ((await service.folded())['kim']?.length ?? 0) > before + 5, {
        timeoutMs: 90_000,
      });
      const kim = await end();
      await isFolded(service, 'kim', kim);
      await eventually(
        async () => {
          const records = await readAll(one.log, { topic: `${one.topic}.repeated`, partition: 0 }, 1_000_000);
          const ids = records.map(({ headers }) => headers['ce_id']?.toString() ?? '');
          const ofKim = [...new Set(ids.filter((id) => id.startsWith('kim-')))];
          expect(ofKim).toEqual(kim);
          return true;
        },
        { timeoutMs: 60_000 },
      );
      expect(one.fatal).toEqual([]);
    },
    PATIENCE_MS,
  );
});
