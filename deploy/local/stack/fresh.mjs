import { rmSync } from 'node:fs';
import { removePostgres } from '../parts/postgres-data.mjs';
import { STATE } from '../paths.mjs';
import { endLeftoverParts, endLeftoverServices, PARTS } from './leftovers.mjs';
import { join } from 'node:path';

/** Forgets everything that local starts have kept: data, secrets, ports. Brokers and databases that are not ours are left alone. */
export async function forgetEverything() {
  await endLeftoverServices();
  await endLeftoverParts();
  for (const { name, dir } of PARTS) {
    if (name === 'postgres') removePostgres(dir);
    rmSync(dir, { recursive: true, force: true });
  }
  for (const name of ['sandbox', 'issuer', 'compile-cache', 'secrets.json', 'ports.json'])
    rmSync(join(STATE, name), { recursive: true, force: true });
}
