import type { EventRef } from '../envelope/cloud-event';
import { PARLEY_NAMESPACE, uuidV5 } from './uuid-v5';

// A JSON array keeps ("a", "bc") apart from ("ab", "c").
function nameOf(parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

/**
 * The key of a ticket: one for each conversation in an organization, or, where each firing makes a ticket of its
 * own (T6), one for each firing event.
 */
export function ticketKey(organizationId: string, conversationId: string, firing?: EventRef): string {
  const parts = ['ticket', organizationId, conversationId];
  if (firing !== undefined) parts.push(firing.source, firing.id);
  return uuidV5(PARLEY_NAMESPACE, nameOf(parts));
}

/**
 * Id of a derived event, from what caused it: publishing the same fact again gives the same id, so a repeat is a
 * duplicate and harmless. `causes` must tell this fact from every other one of the same type.
 */
export function derivedEventId(type: string, ...causes: readonly (string | number)[]): string {
  return uuidV5(PARLEY_NAMESPACE, nameOf(['event', type, ...causes]));
}
