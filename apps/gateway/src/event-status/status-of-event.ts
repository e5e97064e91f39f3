import type { EventStatus } from '@parley/contracts';
import type { EventTrace } from './event-trace';

/**
 * What became of an event that the read model knows (X4); undefined when it was rejected after all.
 * - `synced`: a ticket shows the conversation up to it, or beyond;
 * - `parked`, `held`: a person has to look, or a gate is shut; `reason` says which;
 * - `applied`: read, and either on its way or without any effect on a ticket.
 */
export function statusOfEvent({ duplicates, conversation }: EventTrace): EventStatus | undefined {
  if (conversation === null) return { state: 'applied', duplicates };
  if (conversation.moved) return undefined;
  const facts = { duplicates, conversation: conversation.id };
  const { syncedTickets, state, reason } = conversation;
  if (syncedTickets.length > 0) return { state: 'synced', ...facts, tickets: [...syncedTickets] };
  const why = reason === null ? {} : { reason };
  switch (state) {
    case 'parked':
      return { state: 'parked', ...facts, ...why };
    case 'blocked':
      return { state: 'held', ...facts, ...why };
    case 'held':
      // Without a reason nothing has been decided yet: it is in the log and read, no more.
      return reason === null ? { state: 'applied', ...facts } : { state: 'held', ...facts, ...why };
    case 'syncing':
    case 'frozen':
      return { state: 'applied', ...facts };
  }
}
