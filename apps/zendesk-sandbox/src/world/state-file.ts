import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { isRecord } from '../http/records';
import type { AccountState } from './account-state';

/** Version of the stored form; a file of another version is refused, never guessed at. */
const VERSION = 1;

interface StoredWorld {
  readonly version: number;
  readonly accounts: readonly AccountState[];
}

/** Thrown when a state file exists but cannot be used. */
export class UnreadableStateFile extends Error {
  readonly code = 'unreadable-state-file';

  constructor(path: string, reason: string) {
    super(`The state file ${path} cannot be used (${reason}). Delete it to start empty.`);
  }
}

/**
 * The accounts that a state file holds; none when it does not exist.
 *
 * @throws UnreadableStateFile when the file is damaged or of another version
 */
export function readStateFile(path: string): readonly AccountState[] {
  const bytes = readIfPresent(path);
  if (bytes === undefined) return [];
  const stored = decode(path, bytes);
  if (stored.version !== VERSION)
    throw new UnreadableStateFile(path, `version ${stored.version}, expected ${VERSION}`);
  return stored.accounts;
}

/** Writes all accounts so that the file is whole at any moment. */
export function writeStateFile(path: string, accounts: readonly AccountState[]): void {
  const stored: StoredWorld = { version: VERSION, accounts };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, serialize(stored), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function decode(path: string, bytes: Buffer): StoredWorld {
  try {
    const stored: unknown = deserialize(bytes);
    if (isStoredWorld(stored)) return stored;
  } catch (error) {
    throw new UnreadableStateFile(path, error instanceof Error ? error.message : 'damaged');
  }
  throw new UnreadableStateFile(path, 'not a state file of the sandbox');
}

function isStoredWorld(value: unknown): value is StoredWorld {
  return typeof value === 'object' && value !== null && 'version' in value && 'accounts' in value;
}

function readIfPresent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isRecord(error) && error['code'] === 'ENOENT') return undefined;
    throw error;
  }
}
