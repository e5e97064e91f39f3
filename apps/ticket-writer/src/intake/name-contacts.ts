import type { ContactSighting, ConversationFact, Facts } from './intake';
import { isAfter } from '@parley/ticket-content';

/** Name and handle of a contact as known at some place of the log. */
export interface ContactName {
  readonly name?: string;
  readonly handle?: string;
}

/** What a stretch of the log changes about contacts, and its facts with the contacts' names of that moment. */
export interface NamedFacts {
  readonly facts: readonly ConversationFact[];
  readonly changes: readonly ContactSighting[];
}

/** Names the authors of contacts' messages by what was known when they were written; an event says only what it knows. */
export function nameContacts(
  known: ReadonlyMap<string, ContactName>,
  { facts, contacts }: Facts,
): NamedFacts {
  const names = new Map(known);
  const changes: ContactSighting[] = [];
  const named: ConversationFact[] = [];
  const sightings = [...contacts];
  for (const fact of facts) {
    while (sightings[0] !== undefined && !isAfter(sightings[0].at, fact.entry.at))
      note(names, changes, sightings.shift());
    named.push(withName(fact, names.get(fact.contactId)));
  }
  for (const sighting of sightings) note(names, changes, sighting);
  return { facts: named, changes };
}

function note(
  names: Map<string, ContactName>,
  changes: ContactSighting[],
  sighting: ContactSighting | undefined,
): void {
  if (sighting === undefined) return;
  const before = names.get(sighting.contactId) ?? {};
  const name = sighting.name ?? before.name;
  const handle = sighting.handle ?? before.handle;
  if (name === before.name && handle === before.handle) return;
  const now = { ...(name === undefined ? {} : { name }), ...(handle === undefined ? {} : { handle }) };
  names.set(sighting.contactId, now);
  changes.push({ contactId: sighting.contactId, at: sighting.at, ...now });
}

function withName(fact: ConversationFact, known: ContactName | undefined): ConversationFact {
  const { entry } = fact;
  if (entry.kind !== 'message' || entry.author.kind !== 'contact') return fact;
  const name = [known?.name, known?.handle].find(
    (candidate) => candidate !== undefined && candidate.trim() !== '',
  );
  return name === undefined ? fact : { ...fact, entry: { ...entry, author: { kind: 'contact', name } } };
}
