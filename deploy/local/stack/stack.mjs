import { join } from 'node:path';
import { startKafka } from '../parts/kafka.mjs';
import { wantedPort } from '../parts/ports.mjs';
import { startPostgres } from '../parts/postgres.mjs';
import { Trouble } from '../parts/trouble.mjs';
import { LOCAL } from '../paths.mjs';
import { build } from '../prepare/build.mjs';
import { say, step } from '../show.mjs';
import { ensureDatabase } from './database.mjs';
import { issuerUrl, mintToken } from './issuer.mjs';
import { endLeftoverParts, endLeftoverServices, PARTS } from './leftovers.mjs';
import { migrateAll } from './migrate.mjs';
import { checkWantedPorts, choosePorts } from './ports.mjs';
import { ensurePublisher } from './publisher.mjs';
import { untilReady } from './ready.mjs';
import { secrets } from './secrets.mjs';
import {
  appFolder,
  ISSUER,
  issuerEnv,
  portOf,
  replicaName,
  SANDBOX,
  sandboxEnv,
  serviceEnv,
  SERVICES,
} from './service-env.mjs';
import { removeStackFile, writeStackFile } from './stack-file.mjs';
import { Supervised } from './supervised.mjs';
import { SupervisedPart } from './supervised-part.mjs';
import { becomeSupervisor, resignAsSupervisor } from './supervisor.mjs';

/** The whole system on this machine, supervised by this process. */
export class Stack {
  /** @type {SupervisedPart[]} */
  #parts = [];
  /** @type {Supervised[]} in starting order */
  #services = [];
  /** @type {Omit<import('./stack-file.mjs').StackDescription, 'pids'> | undefined} */
  #description;
  #stopping = false;
  #supervises = false;

  /** @param {{ zendeskUrl?: string | undefined, env?: NodeJS.ProcessEnv }} [options] */
  constructor({ zendeskUrl, env = process.env } = {}) {
    this.zendeskUrl = zendeskUrl;
    this.env = env;
    /** Processes of each service (`PARLEY_REPLICAS`, default 1): more than one show what sharing work does. */
    this.replicas = replicasOf(env);
  }

  /**
   * Builds what has changed and starts everything; resolves once every service is ready.
   * @returns {Promise<Omit<import('./stack-file.mjs').StackDescription, 'pids'>>}
   */
  async start() {
    this.#supervises = becomeSupervisor();
    if (!this.#supervises) throw new Trouble('Another start of this stack is under way.');
    const ended = await endLeftoverServices();
    if (ended.length > 0) say(`  ended what a killed start left behind: ${ended.join(', ')}`);
    await checkWantedPorts(this.env);
    const [kafkaBrokers, databaseUrl] = await Promise.all([
      this.#kafka(),
      this.#postgres(),
      step('build', build),
    ]);
    const ports = await choosePorts(this.env, this.replicas);
    const zendeskUrl = this.zendeskUrl ?? `http://127.0.0.1:${ports[SANDBOX]}`;
    const settlement = { ports, kafkaBrokers, databaseUrl, zendeskUrl, secrets: secrets() };
    const issuer = issuerUrl(portOf(ports, ISSUER));
    const administratorToken = await mintToken('administrator', issuer);
    const ownParts = !this.env['KAFKA_BROKERS'] && !this.env['DATABASE_URL'];
    await step('topics and schemas', async (note) =>
      note(await this.#unlessStopping(() => migrateAll(settlement, { ownParts }))),
    );
    await this.#startServices(settlement);
    const gatewayUrl = `http://127.0.0.1:${ports.gateway}`;
    this.#description = {
      gatewayUrl,
      consoleUrl: gatewayUrl,
      issuerUrl: issuer,
      sandboxUrl: zendeskUrl,
      kafkaBrokers,
      databaseUrl,
      administratorToken,
      advisorToken: await mintToken('advisor', issuer),
      operatorToken: await mintToken('operator', issuer),
      publisherToken: await ensurePublisher(gatewayUrl, administratorToken),
      sandboxAccessToken: this.#zendeskToken(),
    };
    this.#describe();
    return this.#description;
  }

  /** Ends everything in order: the doors first, Kafka and PostgreSQL last. */
  async stop() {
    this.#stopping = true;
    if (!this.#supervises) return;
    for (const service of this.#services) await service.stop();
    await Promise.all(this.#parts.map((part) => part.stop()));
    // A part whose start was interrupted is known from its folder alone.
    if (this.#parts.length > 0) await endLeftoverParts();
    removeStackFile();
    resignAsSupervisor();
  }

  async #kafka() {
    const given = this.env['KAFKA_BROKERS'];
    if (given) return given;
    const port = await wantedPort('KAFKA_PORT', this.env);
    return this.#part('kafka', port, (dir, at) => startKafka({ dir, port: at, env: this.env }));
  }

  async #postgres() {
    const given = this.env['DATABASE_URL'];
    if (given) return given;
    const port = await wantedPort('POSTGRES_PORT', this.env);
    return ensureDatabase(await this.#part('postgres', port, (dir, at) => startPostgres({ dir, port: at })));
  }

  /**
   * @param {'kafka' | 'postgres'} name
   * @param {number | undefined} port
   * @param {(dir: string, port?: number) => Promise<import('../parts/part-file.mjs').Part>} bringUp
   * @returns {Promise<string>}
   */
  #part(name, port, bringUp) {
    return step(name, async (note) => {
      const known = PARTS.find((part) => part.name === name);
      if (known === undefined) throw new Error(`There is no part ${name}`);
      const { dir, stopSignal } = known;
      const part = new SupervisedPart({
        name,
        bringUp: (at) => bringUp(dir, at),
        stopSignal,
        onChange: () => this.#describe(),
      });
      this.#parts.push(part);
      const address = await part.start(port);
      note(address.replace(/^.*@/, '').replace(/\/.*$/, ''));
      return address;
    });
  }

  /** @param {import('./service-env.mjs').Settlement} settlement */
  async #startServices(settlement) {
    const services = SERVICES.flatMap((name) =>
      Array.from({ length: this.replicas }, (_, index) =>
        this.#service(replicaName(name, index + 1), name, serviceEnv(name, settlement, index + 1)),
      ),
    );
    const sandbox =
      this.zendeskUrl === undefined ? [this.#service(SANDBOX, SANDBOX, sandboxEnv(settlement))] : [];
    this.#services = [...services, ...sandbox, this.#issuer(settlement)];
    await this.#unlessStopping(async () => {
      for (const service of this.#services) service.start();
    });
    await Promise.all(
      this.#services.map((service) =>
        step(service.name, async (note) => {
          note(`http://127.0.0.1:${service.env['PORT']}`);
          await untilReady(service);
        }),
      ),
    );
  }

  /**
   * @param {string} name of the process
   * @param {import('./service-env.mjs').ServiceName | 'zendesk-sandbox'} app
   * @param {NodeJS.ProcessEnv} env
   */
  #service(name, app, env) {
    // kafkajs makes Node warn once a connection about a timer; that one warning is left out, and no other.
    const args = [
      '--disable-warning=TimeoutNegativeWarning',
      '--enable-source-maps',
      join('dist', 'main.js'),
    ];
    return new Supervised({ name, args, cwd: appFolder(app), env, onChange: () => this.#describe() });
  }

  /** @param {import('./service-env.mjs').Settlement} settlement */
  #issuer(settlement) {
    const env = issuerEnv(settlement);
    const args = [join('issuer', 'main.mjs')];
    return new Supervised({ name: ISSUER, args, cwd: LOCAL, env, onChange: () => this.#describe() });
  }

  #zendeskToken() {
    return this.zendeskUrl === undefined
      ? secrets().sandboxAccessToken
      : (this.env['ZENDESK_ACCESS_TOKEN'] ?? '');
  }

  #describe() {
    if (this.#description === undefined || this.#stopping) return;
    const running = [...this.#services, ...this.#parts].flatMap(({ name, pid }) =>
      pid === undefined ? [] : [[name, pid]],
    );
    writeStackFile({
      ...this.#description,
      pids: Object.fromEntries([['supervisor', process.pid], ...running]),
    });
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   */
  async #unlessStopping(work) {
    if (this.#stopping) throw new Trouble('The stack is being stopped.');
    return work();
  }
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @throws {Trouble} when it is no number from 1 to 9
 */
function replicasOf({ PARLEY_REPLICAS = '1' }) {
  if (!/^[1-9]$/.test(PARLEY_REPLICAS)) throw new Trouble('PARLEY_REPLICAS must be a number from 1 to 9.');
  return Number(PARLEY_REPLICAS);
}
