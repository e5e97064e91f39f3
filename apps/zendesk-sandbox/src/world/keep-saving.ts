import { writeStateFile } from './state-file';
import type { World } from './world';

/** How often to look whether there is something to write. */
const LOOK_EVERY_MS = 500;

/** Writing blocks the process, so it waits until nothing has changed for so long ... */
const QUIET_MS = 500;

/** ... but not longer than this under unbroken load, which is then what a crash can lose. */
const PATIENCE_MS = 30_000;

/** Writes a changed state to its file in quiet moments; the answer ends that with a last save. */
export function keepSaving(world: World, path: string): () => void {
  let savedAt = Date.now();
  const save = (): void => {
    if (world.changedAt === undefined) return;
    world.takeChange();
    savedAt = Date.now();
    try {
      writeStateFile(path, world.states());
    } catch (error) {
      world.noteChange();
      console.error(
        `The state could not be written to ${path}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const timer = setInterval(() => {
    const isQuiet = world.changedAt !== undefined && Date.now() - world.changedAt >= QUIET_MS;
    if (isQuiet || Date.now() - savedAt >= PATIENCE_MS) save();
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    save();
  };
}
