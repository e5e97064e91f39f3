import { rmSync } from 'node:fs';
import { readJson, writePrivately } from '../parts/part-file.mjs';
import { STACK_FILE } from '../paths.mjs';

/**
 * What a running stack says about itself; everything that talks to one reads this.
 * @typedef {object} StackDescription
 * @property {string} gatewayUrl
 * @property {string} consoleUrl
 * @property {string} issuerUrl where people sign in
 * @property {string} sandboxUrl the Zendesk that the stack may speak to: the sandbox, or the one of `--zendesk-url`
 * @property {string} kafkaBrokers
 * @property {string} databaseUrl
 * @property {string} administratorToken
 * @property {string} advisorToken
 * @property {string} operatorToken
 * @property {string} publisherToken
 * @property {string} sandboxAccessToken
 * @property {Readonly<Record<string, number>>} pids by process name; one that is just being restarted is missing
 */

/** @param {StackDescription} description */
export function writeStackFile(description) {
  writePrivately(STACK_FILE, `${JSON.stringify(description, null, 2)}\n`);
}

/** @returns {StackDescription | undefined} */
export function readStackFile() {
  return readJson(STACK_FILE);
}

export function removeStackFile() {
  rmSync(STACK_FILE, { force: true });
}
