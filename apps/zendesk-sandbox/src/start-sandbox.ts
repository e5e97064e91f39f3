import type { FastifyInstance } from 'fastify';
import type { SandboxConfig } from './config';
import { buildServer } from './server';
import { keepSaving } from './world/keep-saving';
import { readStateFile } from './world/state-file';
import { World } from './world/world';

/** Subdomain of the account that a second host reaches: another Zendesk to connect. */
const SECOND_SUBDOMAIN = 'parley-second';

/** A sandbox that listens. */
export interface RunningSandbox {
  readonly url: string;
  readonly world: World;
  /** Ends connections, and writes the state file a last time. */
  readonly close: () => Promise<void>;
}

/**
 * Starts a sandbox.
 *
 * @throws UnreadableStateFile when there is a state file that cannot be used
 */
export async function startSandbox(config: SandboxConfig): Promise<RunningSandbox> {
  const { stateFile } = config;
  const stored = stateFile === undefined ? [] : readStateFile(stateFile);
  const options = {
    adminToken: config.accessToken,
    plan: config.plan,
    settings: { indexLagSeconds: config.indexLagSeconds },
    ...(config.client && { client: config.client }),
  };
  const world = new World(options, stored);
  if (config.secondHost !== undefined) {
    if (world.find(SECOND_SUBDOMAIN) === undefined) world.create(SECOND_SUBDOMAIN, {});
    world.reachAt(config.secondHost, SECOND_SUBDOMAIN);
  }
  const app: FastifyInstance = buildServer(world);
  const url = await app.listen({ host: config.host, port: config.port });
  const stopSaving = stateFile === undefined ? () => undefined : keepSaving(world, stateFile);
  const close = async (): Promise<void> => {
    await app.close();
    stopSaving();
  };
  return { url, world, close };
}
