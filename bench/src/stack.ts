import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root, seen from the compiled files. */
export const ROOT = resolve(__dirname, '../..');

/** What a running stack says about itself in `.parley/stack.json`. */
export interface Stack {
  readonly gatewayUrl: string;
  readonly sandboxUrl: string;
  readonly kafkaBrokers: string;
  readonly databaseUrl: string;
  readonly administratorToken: string;
  readonly publisherToken: string;
  readonly sandboxAccessToken: string;
  readonly pids: Readonly<Record<string, number>>;
}

/** Reads the description of the stack that runs. Throws when none does. */
export function runningStack(): Stack {
  const directory = process.env['PARLEY_STATE_DIR'] ?? join(ROOT, '.parley');
  return JSON.parse(readFileSync(join(directory, 'stack.json'), 'utf8')) as Stack;
}

/** Calls the gateway as the administrator; gives the answer's body, throws with the problem's code otherwise. */
export async function administer(
  stack: Stack,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(stack.gatewayUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${stack.administratorToken}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
