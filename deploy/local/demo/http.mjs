import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from '../parts/trouble.mjs';

/**
 * Speaks JSON with one server as one caller.
 * @typedef {(method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<any>} Call gives the answer's body
 */

/**
 * @param {string} name of the server, for messages
 * @param {string} baseUrl
 * @param {string} token
 * @returns {Call}
 */
export function caller(name, baseUrl, token) {
  return async (method, path, body, headers = {}) => {
    const answer = await send(name, `${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused({ name, method, path, answer, text });
    return text === '' ? undefined : JSON.parse(text);
  };
}

/** A server answered, with something else than success. */
export class Refused extends Trouble {
  /** @param {{ name: string, method: string, path: string, answer: Response, text: string }} what */
  constructor({ name, method, path, answer, text }) {
    super(`${name} answered ${answer.status} to ${method} ${path}: ${text.slice(0, 500)}`);
    this.status = answer.status;
    /** How long the server asks to wait, in milliseconds. */
    this.retryAfterMs = Number(answer.headers.get('retry-after') ?? '0') * 1_000;
  }
}

/**
 * @param {string} name
 * @param {string} url
 * @param {RequestInit} request
 */
async function send(name, url, request) {
  try {
    return await fetch(url, { ...request, signal: AbortSignal.timeout(30_000) });
  } catch (cause) {
    throw new Trouble(`${name} cannot be reached at ${url}. Is the stack running?`, { cause });
  }
}

/** Answers that say "later": over a limit, or not there just now. */
const LATER = new Set([429, 503]);
const SHORTEST_WAIT_MS = 200;

/**
 * Makes a call survive a server that is just being restarted or asks for patience.
 * @param {Call} call
 * @param {{ withinMs: number }} options
 * @returns {Call}
 */
export function patient(call, { withinMs }) {
  return async (...request) => {
    const deadline = performance.now() + withinMs;
    for (;;) {
      try {
        return await call(...request);
      } catch (error) {
        const final = error instanceof Refused ? !LATER.has(error.status) : !(error instanceof Trouble);
        if (final || performance.now() > deadline) throw error;
        const wish = error instanceof Refused ? error.retryAfterMs : 0;
        await pause(Math.max(SHORTEST_WAIT_MS, wish));
      }
    }
  };
}
