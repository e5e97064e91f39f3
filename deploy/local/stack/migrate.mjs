import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../prepare/run.mjs';
import { LOGS, ROOT } from '../paths.mjs';
import { PARTS } from './leftovers.mjs';
import { appFolder, serviceEnv, SERVICES } from './service-env.mjs';

/**
 * Brings topics and schemas up to date: the gateway's first, which makes the topics and the shared schema, then the others at once.
 * What the very same code has done to the same local Kafka and PostgreSQL is not done again.
 * @param {import('./service-env.mjs').Settlement} settlement
 * @param {{ ownParts: boolean }} options whether both are this stack's own; of others nothing is remembered
 * @returns {Promise<'done' | 'there already'>}
 */
export async function migrateAll(settlement, { ownParts }) {
  const stamps = ownParts ? PARTS.map(({ dir }) => join(dir, 'migrated')) : [];
  const code = fingerprint(settlement);
  if (ownParts && stamps.every((stamp) => existsSync(stamp) && readFileSync(stamp, 'utf8') === code))
    return 'there already';
  for (const stamp of stamps) rmSync(stamp, { force: true });
  const [first, ...others] = SERVICES;
  await migrate(first, settlement);
  await Promise.all(others.map((name) => migrate(name, settlement)));
  for (const stamp of stamps) writeFileSync(stamp, code);
  return 'done';
}

/**
 * Of everything that a migration depends on: the compiled code and the settings of the installation.
 * @param {import('./service-env.mjs').Settlement} settlement
 */
function fingerprint(settlement) {
  const hash = createHash('sha256');
  for (const name of SERVICES) {
    const { PARLEY_PARTITIONS, PARLEY_TOPIC_PREFIX = '' } = serviceEnv(name, settlement);
    hash.update(`${PARLEY_PARTITIONS} ${PARLEY_TOPIC_PREFIX}`);
  }
  const libraries = readdirSync(join(ROOT, 'libs')).map((name) => join(ROOT, 'libs', name));
  for (const folder of [...SERVICES.map(appFolder), ...libraries].map((dir) => join(dir, 'dist'))) {
    if (!existsSync(folder)) continue;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    for (const file of files.sort()) hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/**
 * @param {import('./service-env.mjs').ServiceName} name
 * @param {import('./service-env.mjs').Settlement} settlement
 */
async function migrate(name, settlement) {
  await run(process.execPath, ['--disable-warning=TimeoutNegativeWarning', join('dist', 'migrate.js')], {
    cwd: appFolder(name),
    env: serviceEnv(name, settlement),
    log: join(LOGS, `${name}.migrate.log`),
    what: `The migration of ${name}`,
  });
}
