import type { MemoryTables } from '../../src/memory/memory-tables';
import { userOf, type AskedTicket, type Conversation } from './conversation';

/** Whether all that was asked for of a ticket has been brought, or stands at a person's desk. */
export function isBrought(tables: MemoryTables, conversation: Conversation, asked: AskedTicket): boolean {
  const lane = tables.lanes.get(asked.key);
  if (lane === undefined) return false;
  if (lane.state === 'parked') return true;
  const { position, history, followUpNoteDue } = lane.achieved;
  const { through, requesterKey } = lane.target;
  const isThere =
    position !== null && position.offset >= through.offset && history === 'done' && !followUpNoteDue;
  const isAsked = asked.through.offset === through.offset && requesterKey === `user:${userOf(conversation)}`;
  return isThere && isAsked && !lane.workable && tables.unfinished(asked.key) === undefined;
}
