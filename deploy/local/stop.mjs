/** `npm run stack:stop`: ends this clone's stack, whatever state it is in. */
import { end } from './parts/processes.mjs';
import { command, say } from './show.mjs';
import {
  endLeftoverParts,
  endLeftoverServices,
  resignAsSupervisor,
  runningSupervisor,
} from './stack/leftovers.mjs';

/** A supervisor lets four services and the sandbox drain one after the other. */
const WITHIN_MS = 90_000;

command(async () => {
  const supervisor = runningSupervisor();
  if (supervisor !== undefined) await end(supervisor, { withinMs: WITHIN_MS });
  const ended = [...(await endLeftoverServices()), ...(await endLeftoverParts())];
  resignAsSupervisor();
  const left = ended.length === 0 ? '' : ` (left over from a killed start: ${ended.join(', ')})`;
  say(supervisor === undefined && ended.length === 0 ? 'No stack is running.' : `The stack is ended${left}.`);
});
