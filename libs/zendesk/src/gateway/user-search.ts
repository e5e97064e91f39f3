/** A property of users and what it shall contain, in the words of whoever looks for it. */
export interface UserTerm {
  /** Key of Zendesk's search syntax: `name`, `email`, or the key of a user field. */
  readonly key: string;
  readonly text: string;
}

/** A beginning of one word; anything else is looked for as a whole phrase. */
const ONE_WORD = /^[\p{L}\p{M}\p{N}]{2,}$/u;

/**
 * The query for a term (facts: search). Whatever people type is a value and never syntax: a wildcard, a minus, a colon or another key in
 * it must not widen what is found, so all but a single plain word stands in quotes, with quotes and backslashes escaped.
 */
export function userQuery({ key, text }: UserTerm): string {
  const value = text.replace(/[\p{C}*]/gu, ' ').trim();
  return ONE_WORD.test(value) ? `${key}:${value}*` : exactUserQuery(key, value);
}

/** The query for exactly this value of a property. */
export function exactUserQuery(key: string, value: string): string {
  return `${key}:"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** True for a text of which something remains to be looked for. */
export function isSearchable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

/** The form in which two spellings of one e-mail address are the same. */
export function comparableEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}
