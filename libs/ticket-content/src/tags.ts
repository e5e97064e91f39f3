/** The tag that every ticket of Parley carries (K4). */
export const PARLEY_TAG = 'parley';

const TAG_CHARACTERS = 255;

/**
 * A tag as Zendesk keeps it: lower case, spaces as underscores, and only letters, digits and `_ - : /` (K7; Zendesk
 * drops the others). Empty when nothing is left.
 */
export function normaliseTag(tag: string): string {
  const kept = tag
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/\s+/g, '_')
    .replace(/[^\p{L}\p{M}\p{N}_\-:/]/gu, '');
  return Array.from(kept).slice(0, TAG_CHARACTERS).join('');
}

/** Normalised tags, each once, in the order given. */
export function normaliseTags(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map(normaliseTag))].filter((tag) => tag !== '');
}

/** The tags of every ticket of an organization, whatever the conversation's own (K2, K4). */
export function standingTags(extraTags: readonly string[]): readonly string[] {
  return normaliseTags([PARLEY_TAG, ...extraTags]);
}

/** What a change of the conversation's tags means for the ticket. */
export interface TagChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** The tags on the ticket that are Parley's to take away later. */
  readonly own: readonly string[];
}

/**
 * The exact difference (K7). A tag that is on the ticket already belongs to whoever put it there; Parley removes only
 * its own, and never a standing one.
 * @param before the conversation's tags that were brought, normalised
 * @param after the conversation's tags to bring, normalised
 */
export function tagChange(
  before: readonly string[],
  after: readonly string[],
  ticket: {
    readonly tags: readonly string[];
    readonly own: readonly string[];
    readonly standing: readonly string[];
  },
): TagChange {
  const add = after.filter((tag) => !before.includes(tag) && !ticket.tags.includes(tag));
  const gone = before.filter(
    (tag) => !after.includes(tag) && ticket.own.includes(tag) && !ticket.standing.includes(tag),
  );
  const own = [...ticket.own.filter((tag) => !gone.includes(tag)), ...add];
  return { add, remove: gone.filter((tag) => ticket.tags.includes(tag)), own };
}
