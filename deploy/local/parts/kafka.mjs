import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './execute.mjs';
import { kafkaAnswers } from './kafka-answers.mjs';
import { ensureKafkaJars } from './kafka-jars.mjs';
import { freePort } from './ports.mjs';
import { readJson, runningPart, writePart } from './part-file.mjs';
import { end, identify, isAlive } from './processes.mjs';
import { Trouble } from './trouble.mjs';
import { waitFor } from './wait-for.mjs';

/**
 * Starts a one-node Kafka whose data are in a folder, or finds the one that runs there. It outlives this process.
 * @param {{ dir: string, port?: number | undefined, env?: NodeJS.ProcessEnv, note?: (line: string) => void }} options
 *   `port` is a wish for a first start; a folder keeps its port, and gets a new one only when somebody else has taken it
 * @returns {Promise<import('./part-file.mjs').Part>} `address` is the broker's host:port
 */
export async function startKafka({ dir, port: wanted, env = process.env, note = () => undefined }) {
  const running = runningPart(dir);
  if (running !== undefined && (wanted === undefined || wanted === running.port)) {
    await answering(running, dir);
    return running;
  }
  if (running !== undefined) await end(running);
  const jars = await ensureKafkaJars({ env, note });
  mkdirSync(dir, { recursive: true });
  const before = readJson(join(dir, 'part.json'));
  const port = wanted ?? (await freePort(before?.port));
  writeFileSync(join(dir, 'server.properties'), properties(dir, port, await freePort()));
  writeFileSync(join(dir, 'log4j2.xml'), LOG4J);
  await format(jars, dir, env);

  const log = openSync(join(dir, 'kafka.log'), 'a');
  const options = [
    '-Xms128m',
    '-Xmx512m',
    `-Dlog4j2.configurationFile=${join(dir, 'log4j2.xml')}`,
    '-cp',
    join(jars, '*'),
  ];
  const child = spawn('java', [...options, 'kafka.Kafka', join(dir, 'server.properties')], {
    cwd: dir,
    env,
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.once('error', () => undefined);
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) throw new Trouble('Java could not be started. Is it installed?');
  child.unref();
  const part = { ...identity, port, address: `127.0.0.1:${port}`, dir };
  writePart(part);
  await answering(part, dir);
  return part;
}

/**
 * @param {import('./part-file.mjs').Part} part
 * @param {string} dir
 */
async function answering(part, dir) {
  await waitFor(
    async () => {
      if (!isAlive(part))
        throw new Trouble(`Kafka ended while it started. ${lastWords(join(dir, 'kafka.log'))}`);
      return (await kafkaAnswers(part.port)) || undefined;
    },
    { withinMs: 180_000, what: `Kafka on port ${part.port} (log: ${join(dir, 'kafka.log')})` },
  );
}

/**
 * Prepares the data folder once; one whose first format was cut short is formatted anew, since nothing can be in it yet.
 * @param {string} jars
 * @param {string} dir
 * @param {NodeJS.ProcessEnv} env
 */
async function format(jars, dir, env) {
  const done = join(dir, 'formatted');
  if (existsSync(done)) return;
  rmSync(join(dir, 'data'), { recursive: true, force: true });
  const id = clusterId();
  const tool = [
    '-cp',
    join(jars, '*'),
    'kafka.tools.StorageTool',
    'format',
    '-t',
    id,
    '-c',
    join(dir, 'server.properties'),
  ];
  const { code, output } = await execute('java', tool, { env });
  if (code !== 0) throw new Trouble(`Kafka's data folder ${dir} could not be prepared: ${output.trim()}`);
  writeFileSync(done, `${id}\n`);
}

/** 128 random bits as Kafka writes them; its tools would take the first letter for an option if it were "-". */
function clusterId() {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? `A${id.slice(1)}` : id;
}

/** @param {string} log */
function lastWords(log) {
  const text = readFileSync(log, 'utf8').trim().split('\n').slice(-40).join('\n');
  if (/No space left on device/.test(text)) return 'The disk is full: free about 2 GB and start again.';
  if (/BindException|Address already in use/.test(text))
    return 'Its port was taken by another program in the same moment; start again.';
  if (/UnsupportedClassVersionError/.test(text)) return 'It needs Java 17 or newer.';
  return `The last lines of ${log}:\n${text.split('\n').slice(-5).join('\n')}`;
}

/**
 * Short sessions: after a SIGKILL the node registers again in about 4 s instead of 16.
 * @param {string} dir
 * @param {number} port
 * @param {number} controllerPort
 */
function properties(dir, port, controllerPort) {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controllerPort}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
log.dirs=${join(dir, 'data')}
num.partitions=1
auto.create.topics.enable=false
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
log.segment.bytes=67108864
log.cleaner.dedupe.buffer.size=16777216
`;
}

const LOG4J = `<Configuration status="WARN">
  <Appenders><Console name="out"><PatternLayout pattern="%d{ISO8601} %p %c{1} %m%n"/></Console></Appenders>
  <Loggers>
    <Logger name="kafka.server.KafkaRaftServer" level="INFO"/>
    <Root level="WARN"><AppenderRef ref="out"/></Root>
  </Loggers>
</Configuration>
`;
