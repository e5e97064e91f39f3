import { join } from 'node:path';
import { readJson, writePrivately } from '../parts/part-file.mjs';
import { freePort, wantedPort } from '../parts/ports.mjs';
import { STATE } from '../paths.mjs';
import { portOf, replicaName, SERVICES } from './service-env.mjs';

const FILE = join(STATE, 'ports.json');

/** The variable that sets a port, and the port that is taken when it is free. */
const WISHES = /** @type {const} */ ({
  gateway: { variable: 'GATEWAY_PORT', preferred: 3000 },
  'trigger-evaluator': { variable: 'TRIGGER_EVALUATOR_PORT', preferred: 3001 },
  'customer-service': { variable: 'CUSTOMER_SERVICE_PORT', preferred: 3002 },
  'ticket-writer': { variable: 'TICKET_WRITER_PORT', preferred: 3003 },
  issuer: { variable: 'ISSUER_PORT', preferred: 3004 },
  'zendesk-sandbox': { variable: 'SANDBOX_PORT', preferred: 4000 },
});

/**
 * Looks at the ports that are set before anything is started.
 * @param {NodeJS.ProcessEnv} env
 * @throws {import('../parts/trouble.mjs').Trouble} when one is in use, or no port number
 */
export async function checkWantedPorts(env) {
  for (const { variable } of Object.values(WISHES)) await wantedPort(variable, env);
}

/** Between the ports of two replicas of a service. */
const REPLICA_STEP = 10;

/**
 * Ports for the processes: the ones that are set, else those of the last start (connected organizations remember the sandbox's),
 * else the usual ones, else free ones. A further replica's is near the first one's, where that is free.
 * @param {NodeJS.ProcessEnv} env
 * @param {number} replicas of each service
 * @returns {Promise<import('./service-env.mjs').Ports>}
 * @throws {import('../parts/trouble.mjs').Trouble} when a port that was set is in use
 */
export async function choosePorts(env, replicas) {
  const last = readJson(FILE) ?? {};
  /** @type {Record<string, number>} */
  const chosen = {};
  for (const [name, { variable, preferred }] of Object.entries(WISHES)) {
    chosen[name] =
      (await wantedPort(variable, env)) ?? (await freeAmong([last[name], preferred], Object.values(chosen)));
  }
  for (const name of SERVICES) {
    for (let replica = 2; replica <= replicas; replica += 1) {
      const near = portOf(chosen, name) + (replica - 1) * REPLICA_STEP;
      const own = replicaName(name, replica);
      chosen[own] = await freeAmong([last[own], near], Object.values(chosen));
    }
  }
  writePrivately(FILE, JSON.stringify(chosen));
  return /** @type {import('./service-env.mjs').Ports} */ (chosen);
}

/**
 * @param {readonly (number | undefined)[]} preferred
 * @param {readonly number[]} taken
 */
async function freeAmong(preferred, taken) {
  for (const port of preferred) {
    if (port !== undefined && !taken.includes(port) && (await freePort(port)) === port) return port;
  }
  return freePort();
}
