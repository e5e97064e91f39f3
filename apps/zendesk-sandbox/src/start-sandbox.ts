import type { FastifyInstance } from 'fastify';
import type { SandboxConfig } from './config';
import { buildServer } from './server';
import { readStateFile, writeStateFile } from './world/state-file';
import { World } from './world/world';

/** How often a changed state is written to its file. */
const SAVE_EVERY_MS = 2_000;

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
  };
  const world = new World(options, stored);
  const app: FastifyInstance = buildServer(world);
  const url = await app.listen({ host: config.host, port: config.port });
  const stopSaving = stateFile === undefined ? () => undefined : keepSaving(world, stateFile);
  const close = async (): Promise<void> => {
    await app.close();
    stopSaving();
  };
  return { url, world, close };
}

/** Writes the state whenever it changed; the answer ends that with a last save. */
function keepSaving(world: World, path: string): () => void {
  const save = (): void => {
    if (!world.changed) return;
    world.changed = false;
    writeStateFile(path, world.states());
  };
  const timer = setInterval(save, SAVE_EVERY_MS);
  return () => {
    clearInterval(timer);
    save();
  };
}
