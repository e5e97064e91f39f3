'use strict';

const { execFileSync, spawn } = require('node:child_process');
const {
  chmodSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { setTimeout: pause } = require('node:timers/promises');

const LOCAL = join(__dirname, '../../local');
const FOLDER = 'parley-e2e-';
const START_WITHIN_MS = 5 * 60_000;

/** What alerts are signed with. */
const ALERT_SECRET = `whsec_${Buffer.alloc(24, 'e2e').toString('base64')}`;

/** Variables that choose ports, as `deploy/local` knows them. */
const PORTS = [
  'GATEWAY_PORT',
  'TRIGGER_EVALUATOR_PORT',
  'CUSTOMER_SERVICE_PORT',
  'TICKET_WRITER_PORT',
  'SANDBOX_PORT',
];

/**
 * Differences from a stack that people use. Zendesk accounts of the tests are told apart by port, so any port of this machine is
 * allowed; an alert is over soon; a lost answer is looked for, and a customer looked at, after seconds, which the sandbox allows; only traces that a test began are sampled.
 */
const SETTINGS = {
  ZENDESK_ALLOWED_HOSTS: '127.0.0.1',
  PARLEY_SETTLE_MS: '2000',
  PARLEY_CUSTOMER_CHECK_SECONDS: '2',
  PARLEY_ZENDESK_CALL_TIMEOUT_MS: '5000',
  PARLEY_ALERT_WEBHOOK_SECRET: ALERT_SECRET,
  PARLEY_ALERT_ALLOWED_HOSTS: '127.0.0.1',
  PARLEY_ALERT_RESOLVED_AFTER_SECONDS: '1',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_TRACES_SAMPLER: 'parentbased_always_off',
  OTEL_BSP_SCHEDULE_DELAY: '100',
};

/** Variables that would make this stack part of another one. */
const FOREIGN = ['KAFKA_BROKERS', 'DATABASE_URL', 'KAFKA_PORT', 'POSTGRES_PORT', 'PARLEY_TOPIC_PREFIX'];

/**
 * Starts a stack of this run's own.
 * @param {Record<string, string>} settings further variables
 * @returns {Promise<{ file: string, description: any, end: () => Promise<void> }>} `file` is its `stack.json`
 */
async function startStack(settings) {
  for (const dir of leftovers()) remove(dir);
  const dir = mkdtempSync(join(tmpdir(), FOLDER));
  // PostgreSQL runs under another account when the tests run as root; it has to get through to its own folder.
  chmodSync(dir, 0o711);
  writeFileSync(join(dir, 'owner.pid'), String(process.pid));
  const env = { ...process.env, ...SETTINGS, ...settings, ...(await freePorts()), PARLEY_STATE_DIR: dir };
  for (const name of FOREIGN) delete env[name];
  const log = openSync(join(dir, 'stack.log'), 'w');
  // Not detached: Ctrl-C reaches it together with Jest, and it ends everything it has started.
  const child = spawn(process.execPath, [join(LOCAL, 'stack', 'main.mjs')], {
    env,
    stdio: ['ignore', log, log],
  });
  const description = await started(child, dir).catch((error) => {
    remove(dir);
    throw error;
  });
  return { file: join(dir, 'stack.json'), description, end: () => ended(child, dir) };
}

async function started(child, dir) {
  const deadline = performance.now() + START_WITHIN_MS;
  while (performance.now() < deadline) {
    const description = read(join(dir, 'stack.json'));
    if (description !== undefined) return description;
    if (child.exitCode !== null) break;
    await pause(50);
  }
  throw new Error(
    `The stack for the end-to-end tests did not start:\n${readFileSync(join(dir, 'stack.log'), 'utf8')}`,
  );
}

async function ended(child, dir) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.exitCode === null && child.kill('SIGTERM')) await gone;
  remove(dir);
}

/** Folders of runs that were killed before they could clean up. */
function leftovers() {
  return readdirSync(tmpdir())
    .filter((name) => name.startsWith(FOLDER))
    .map((name) => join(tmpdir(), name))
    .filter((dir) => !existsSync(`/proc/${read(join(dir, 'owner.pid')) ?? 'none'}`));
}

/** Ends whatever still runs in a state folder, by the process ids that are written there, and deletes the folder. */
function remove(dir) {
  const env = { ...process.env, PARLEY_STATE_DIR: dir };
  execFileSync(process.execPath, [join(LOCAL, 'stop.mjs')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const part = join(LOCAL, 'parts', 'part.mjs');
  execFileSync(process.execPath, [part, 'remove', 'postgres', '--dir', join(dir, 'postgres')], {
    stdio: 'inherit',
  });
  rmSync(dir, { recursive: true, force: true });
}

/** Ports below the range from which the system takes the ports of outgoing connections: a killed service must get its own back. */
async function freePorts() {
  const chosen = {};
  let port = 20_000 + (process.pid % 500) * 20;
  for (const name of PORTS) {
    while (!(await isFree(++port)));
    chosen[name] = String(port);
  }
  return chosen;
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

module.exports = { ALERT_SECRET, startStack };
