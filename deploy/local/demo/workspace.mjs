import { createRequire } from 'node:module';

/** The workspace's libraries are compiled to CommonJS, whose names an ECMAScript import cannot see. */
const require = createRequire(import.meta.url);

/** @type {typeof import('@parley/contracts')} */
export const contracts = require('@parley/contracts');
/** @type {typeof import('@parley/event-log')} */
export const eventLog = require('@parley/event-log');
/** @type {typeof import('@parley/platform')} */
export const platform = require('@parley/platform');
