import type { TimelineEntry } from '@parley/contracts';
import type { Role } from '../access/role';

/** What stands in place of something personal. */
export const MASK = '•••';

const EMAIL = /[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:.]{2,}/gu;
/** International, or national with its leading zero: an id of a ticket has neither. */
const PHONE = /(?<![\p{L}\p{N}#])(?:\+|0)\d(?:[ ().\-/]?\d){6,}/gu;
const HANDLE = /(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])?/gu;

/** Entries into which people, or the platform's users, write what they like: notes to orders, and tags. */
const FREE_TEXT = new Set([
  'parley.command.retry-parked.v1',
  'parley.command.ignore-parked.v1',
  'parley.conversation.tagged.v1',
]);

/** The text without e-mail addresses, phone numbers and handles. */
export function maskPersonal(text: string): string {
  return text.replace(EMAIL, MASK).replace(PHONE, MASK).replace(HANDLE, MASK);
}

/**
 * The entry as a role may see it (X2). Names, addresses, handles and texts of contacts are in no timeline; what is left are the free
 * texts of those who work with them, which only administrators see as they were written.
 */
export function entryFor(role: Role, entry: TimelineEntry): TimelineEntry {
  if (role === 'administrator' || !FREE_TEXT.has(entry.type)) return entry;
  return { ...entry, summary: maskPersonal(entry.summary) };
}
