import { LocalPart } from './local-part';

/** A running part that a spec may break. */
export interface TestPart {
  readonly pid: number;
  /** SIGKILL; resolves once the process has gone. The data stay. */
  kill(): Promise<void>;
  /** Brings it back on the same address with the same data; resolves once it serves. */
  restart(): Promise<void>;
  /** Ends it and deletes its data. */
  stop(): Promise<void>;
}

/** A Kafka of one spec's own; `brokers` as `KAFKA_BROKERS`. */
export interface TestKafka extends TestPart {
  readonly brokers: string;
}

/** A PostgreSQL of one spec's own; `url` is a superuser's, of the database `postgres`. Give it to `testDatabase`. */
export interface TestPostgres extends TestPart {
  readonly url: string;
}

/** Starts a real one-node Kafka that only this spec uses; for specs that kill it. Others use TEST_KAFKA_BROKERS. */
export async function startKafka(): Promise<TestKafka> {
  const part = await LocalPart.start('kafka');
  return {
    ...faults(part),
    brokers: part.address,
    get pid() {
      return part.pid;
    },
  };
}

/** Starts a real PostgreSQL that only this spec uses; for specs that kill it. Others use TEST_DATABASE_URL. */
export async function startPostgres(): Promise<TestPostgres> {
  const part = await LocalPart.start('postgres');
  return {
    ...faults(part),
    url: part.address,
    get pid() {
      return part.pid;
    },
  };
}

/** The broker that all specs of a run share, as `KAFKA_BROKERS`. */
export function sharedKafkaBrokers(): string {
  const brokers = process.env['TEST_KAFKA_BROKERS'];
  if (brokers === undefined)
    throw new Error("TEST_KAFKA_BROKERS is not set: run integration tests through Jest's global setup");
  return brokers;
}

function faults(part: LocalPart): Pick<TestPart, 'kill' | 'restart' | 'stop'> {
  return { kill: () => part.kill(), restart: () => part.restart(), stop: () => part.stop() };
}
