import { join } from 'node:path';
import { ROOT, STATE } from '../paths.mjs';
import { AUDIENCE, CLIENT_ID, issuerUrl, JWKS } from './issuer.mjs';

/** The services in the order in which they are stopped: the doors first, so that nothing new comes in. */
export const SERVICES = /** @type {const} */ ([
  'gateway',
  'trigger-evaluator',
  'customer-service',
  'ticket-writer',
]);
export const SANDBOX = 'zendesk-sandbox';
export const ISSUER = 'issuer';

/** @typedef {(typeof SERVICES)[number]} ServiceName */
/** @typedef {Readonly<Record<string, number>>} Ports by name of the process */
/**
 * Name of a process: the service's own, and with its number from the second replica on.
 * @param {ServiceName} name
 * @param {number} replica from 1
 */
export function replicaName(name, replica) {
  return replica === 1 ? name : `${name}-${replica}`;
}

/**
 * What the stack has settled on before it starts its processes.
 * @typedef {object} Settlement
 * @property {Ports} ports
 * @property {string} kafkaBrokers
 * @property {string} databaseUrl
 * @property {string} zendeskUrl the sandbox, or another Zendesk
 * @property {import('./secrets.mjs').Secrets} secrets
 */

/** Enough to spread work over both cores; production's default is 24. */
const PARTITIONS = '12';

/**
 * The sandbox applies a call at once or never, so what was lost when a process was killed may be looked for after seconds
 * instead of the minutes that a real Zendesk is given; and nobody minds when it is asked often whether customers have changed.
 * What the person has set wins.
 */
const SANDBOX_PATIENCE = {
  PARLEY_ZENDESK_CALL_TIMEOUT_MS: '5000',
  PARLEY_SETTLE_MS: '5000',
  PARLEY_CUSTOMER_CHECK_SECONDS: '10',
};

/**
 * The one place that says with which settings each process of the local stack runs. What the person has set wins.
 * @param {ServiceName} name
 * @param {Settlement} settlement
 * @param {number} [replica] from 1
 * @param {NodeJS.ProcessEnv} [inherited]
 * @returns {NodeJS.ProcessEnv}
 */
export function serviceEnv(name, settlement, replica = 1, inherited = process.env) {
  return {
    ...(isSandbox(settlement) ? SANDBOX_PATIENCE : {}),
    ...common(name, portOf(settlement.ports, replicaName(name, replica)), inherited),
    KAFKA_BROKERS: settlement.kafkaBrokers,
    DATABASE_URL: settlement.databaseUrl,
    PARLEY_PARTITIONS: inherited['PARLEY_PARTITIONS'] || PARTITIONS,
    PARLEY_ENCRYPTION_KEYS: settlement.secrets.encryptionKeys,
    ZENDESK_ALLOWED_HOSTS: inherited['ZENDESK_ALLOWED_HOSTS'] || allowedHosts(settlement.zendeskUrl),
    // Demo and tests have their file servers on this machine.
    PARLEY_ATTACHMENT_ALLOWED_HOSTS: inherited['PARLEY_ATTACHMENT_ALLOWED_HOSTS'] || '127.0.0.1',
    PARLEY_SERVICE_TOKEN: settlement.secrets.serviceToken,
    PARLEY_CUSTOMER_SERVICE_URL: `http://127.0.0.1:${settlement.ports['customer-service']}`,
    PARLEY_OIDC_JWKS: JWKS,
    PARLEY_OIDC_ISSUER: issuerUrl(portOf(settlement.ports, ISSUER)),
    PARLEY_OIDC_AUDIENCE: AUDIENCE,
    ...(name === 'gateway' ? pagesEnv(settlement, inherited) : {}),
  };
}

/**
 * What the gateway needs for people with browsers.
 * @param {Settlement} settlement
 * @param {NodeJS.ProcessEnv} inherited
 * @returns {NodeJS.ProcessEnv}
 */
function pagesEnv(settlement, inherited) {
  return {
    PARLEY_OIDC_CLIENT_ID: CLIENT_ID,
    PARLEY_OIDC_CLIENT_SECRET: settlement.secrets.oidcClientSecret,
    ...(isSandbox(settlement)
      ? {
          PARLEY_SANDBOX_URL: settlement.zendeskUrl,
          // Every account of the sandbox knows this client, so nobody has to register one before connecting.
          PARLEY_ZENDESK_CLIENT_ID: inherited['PARLEY_ZENDESK_CLIENT_ID'] || 'parley',
        }
      : {}),
  };
}

/**
 * The local issuer knows every replica of the gateway by its own address, and the one at which people reach them all.
 * @param {Settlement} settlement
 * @param {NodeJS.ProcessEnv} [inherited]
 * @returns {NodeJS.ProcessEnv}
 */
export function issuerEnv({ ports, secrets }, inherited = process.env) {
  return {
    ...common(ISSUER, portOf(ports, ISSUER), inherited),
    PARLEY_OIDC_CLIENT_ID: CLIENT_ID,
    PARLEY_OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    ISSUER_REDIRECT_URIS: gatewayAddresses(ports, inherited)
      .map((address) => `${address}/auth/callback`)
      .join(),
  };
}

/**
 * Every address at which browsers may reach a replica of the gateway.
 * @param {Ports} ports
 * @param {NodeJS.ProcessEnv} inherited
 */
function gatewayAddresses(ports, inherited) {
  const replicas = Object.entries(ports).filter(([name]) => /^gateway(-\d+)?$/.test(name));
  const publicUrl = inherited['PARLEY_PUBLIC_URL'];
  return [...replicas.map(([, port]) => `http://127.0.0.1:${port}`), ...(publicUrl ? [publicUrl] : [])];
}

/** @param {Settlement} settlement */
function isSandbox({ zendeskUrl }) {
  return new URL(zendeskUrl).hostname === '127.0.0.1';
}

/**
 * The sandbox's accounts are told apart by name and port as well as by token, so every port of this machine is allowed with it.
 * @param {string} zendeskUrl
 */
function allowedHosts(zendeskUrl) {
  const { hostname, host } = new URL(zendeskUrl);
  return hostname === '127.0.0.1' ? `${hostname},localhost` : host;
}

/**
 * @param {Settlement} settlement
 * @param {NodeJS.ProcessEnv} [inherited]
 * @returns {NodeJS.ProcessEnv}
 */
export function sandboxEnv(settlement, inherited = process.env) {
  return {
    ...common(SANDBOX, portOf(settlement.ports, SANDBOX), inherited),
    SANDBOX_ACCESS_TOKEN: settlement.secrets.sandboxAccessToken,
    SANDBOX_STATE_FILE: join(STATE, 'sandbox', 'state.json'),
    SANDBOX_SECOND_HOST: `localhost:${portOf(settlement.ports, SANDBOX)}`,
    SANDBOX_CLIENT_REDIRECT_URIS: gatewayAddresses(settlement.ports, inherited)
      .map((address) => `${address}/oauth/callback`)
      .join(),
  };
}

/**
 * The folder that a process runs in; its `dist/` holds `main.js` and, for services, `migrate.js`.
 * @param {ServiceName | 'zendesk-sandbox'} name
 */
export function appFolder(name) {
  return join(ROOT, 'apps', name);
}

/**
 * @param {string} name
 * @param {number} port
 * @param {NodeJS.ProcessEnv} inherited
 * @returns {NodeJS.ProcessEnv}
 */
function common(name, port, inherited) {
  return {
    ...inherited,
    HOST: '127.0.0.1',
    PORT: String(port),
    OTEL_SERVICE_NAME: name,
    LOG_LEVEL: inherited['LOG_LEVEL'] || 'info',
    // A service that was killed, and every warm start, comes up with compiled code.
    NODE_COMPILE_CACHE: inherited['NODE_COMPILE_CACHE'] || join(STATE, 'compile-cache'),
  };
}

/**
 * @param {Ports} ports
 * @param {string} name
 */
export function portOf(ports, name) {
  const port = ports[name];
  if (port === undefined) throw new Error(`No port was chosen for ${name}`);
  return port;
}
