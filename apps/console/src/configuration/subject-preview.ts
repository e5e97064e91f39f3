/** What a subject can name. */
export const PLACEHOLDERS = ['contact.name', 'contact.handle', 'account.name', 'network'] as const;

/** Somebody and something to fill a subject with. */
export type SubjectExample = Readonly<Record<(typeof PLACEHOLDERS)[number], string>>;

/** A subject has no more characters in a ticket. */
const LONGEST_SUBJECT = 150;

const NAMES = /\{([a-z.]+)\}/g;

/** What the subject of a ticket would be (K2). */
export function subjectPreview(template: string, example: SubjectExample): string {
  const filled = template.replace(NAMES, (whole, name: string) =>
    isPlaceholder(name) ? example[name] : whole,
  );
  const line = filled.replace(/\s+/g, ' ').trim();
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length > LONGEST_SUBJECT ? `${characters.slice(0, LONGEST_SUBJECT - 1).join('')}…` : line;
}

/** What looks like a name and is none: it stays in the subject as it is. */
export function unknownPlaceholders(template: string): readonly string[] {
  const names = [...template.matchAll(NAMES)].map(([whole, name]) => ({ whole, name: name ?? '' }));
  return [...new Set(names.filter(({ name }) => !isPlaceholder(name)).map(({ whole }) => whole))];
}

function isPlaceholder(name: string): name is (typeof PLACEHOLDERS)[number] {
  return PLACEHOLDERS.some((one) => one === name);
}
