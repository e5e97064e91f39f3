import { join } from 'node:path';
import { run } from '../prepare/run.mjs';
import { LOGS } from '../paths.mjs';
import { appFolder, serviceEnv, SERVICES } from './service-env.mjs';

/**
 * Brings topics and schemas up to date: the gateway's first, which makes the topics and the shared schema, then the others at once.
 * @param {import('./service-env.mjs').Settlement} settlement
 */
export async function migrateAll(settlement) {
  const [first, ...others] = SERVICES;
  await migrate(first, settlement);
  await Promise.all(others.map((name) => migrate(name, settlement)));
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
