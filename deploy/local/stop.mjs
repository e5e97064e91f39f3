/** `npm run stack:stop`: ends this clone's stack, whatever state it is in. */
import { end } from './parts/processes.mjs';
import { command, say } from './show.mjs';
import { endLeftoverParts, endLeftoverServices } from './stack/leftovers.mjs';
import { clearDeadSupervisor, runningSupervisor } from './stack/supervisor.mjs';

/** A supervisor lets four services and the sandbox drain one after the other. */
const WITHIN_MS = 90_000;

command(async () => {
  const supervisor = runningSupervisor();
  if (supervisor !== undefined) await end(supervisor, { withinMs: WITHIN_MS });
  const ended = [...(await endLeftoverServices()), ...(await endLeftoverParts())];
  clearDeadSupervisor();
  if (supervisor !== undefined) return say('The stack is ended.');
  say(
    ended.length === 0 ? 'No stack is running.' : `Ended what a killed stack had left: ${ended.join(', ')}.`,
  );
});
