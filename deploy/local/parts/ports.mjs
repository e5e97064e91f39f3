import { createServer } from 'node:net';
import { Trouble } from './trouble.mjs';

/**
 * A port that nobody listens on, for 127.0.0.1.
 * @param {number} [preferred] taken when it is free
 * @returns {Promise<number>}
 */
export async function freePort(preferred) {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  return listenOnce(0);
}

/**
 * A port that somebody asked for by a variable.
 * @param {string} variable name of the variable, for the message
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number | undefined>} undefined when the variable is not set
 * @throws {Trouble} when it is no port, or in use
 */
export async function wantedPort(variable, env) {
  const text = env[variable];
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Trouble(`${variable} is no port number.`);
  if (!(await isFree(port))) {
    throw new Trouble(
      `Port ${port} (${variable}) is in use by another program. Choose another one or leave ${variable} unset for a free one.`,
    );
  }
  return port;
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isFree(port) {
  try {
    await listenOnce(port);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} port
 * @returns {Promise<number>}
 */
function listenOnce(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port));
    });
  });
}
