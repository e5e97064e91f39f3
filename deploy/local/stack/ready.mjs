import { readFileSync } from 'node:fs';
import { isListening } from '../parts/listening.mjs';
import { Trouble } from '../parts/trouble.mjs';
import { waitFor } from '../parts/wait-for.mjs';
import { SANDBOX } from './service-env.mjs';

/** How often a service may die while the stack starts, before that is taken for a fault that will not go away. */
const DEATHS_ALLOWED = 3;
/** Services warm their paths before they are ready, all at once, on two cores that may be busy. */
const READY_WITHIN_MS = 180_000;

/**
 * Waits until a service says that it is ready, and that it is this very process which says so.
 * @param {import('./supervised.mjs').Supervised} service
 * @throws {Trouble} with its last words when it ends again and again
 */
export async function untilReady(service) {
  const port = Number(service.env['PORT']);
  // The sandbox stands for somebody else's system and waits for nothing: it is ready when it is there.
  const url = `http://127.0.0.1:${port}/health/${service.name === SANDBOX ? 'live' : 'ready'}`;
  await waitFor(
    async () => {
      if (service.deaths > DEATHS_ALLOWED)
        throw new Trouble(
          `${service.name} ends again and again. The last lines of ${service.log}:\n${lastLines(service.log)}`,
        );
      return (
        (service.pid !== undefined && isListening(service.pid, port) && (await answers(url))) || undefined
      );
    },
    { withinMs: READY_WITHIN_MS, what: `${service.name} to be ready (${url}, log: ${service.log})` },
  );
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** @param {string} file */
function lastLines(file) {
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(-5);
  return lines.map((line) => line.slice(0, 300)).join('\n');
}
