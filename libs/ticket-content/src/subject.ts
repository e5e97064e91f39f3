import { shorten } from './cut';
import { cleanText } from './escape';
import { networkLabel } from './network';
import type { People } from './settings';
import type { Words } from './words';

/** The subject template of an organization that set none (K2). */
export const DEFAULT_SUBJECT = '{contact.name} via {account.name} ({network})';

/** Zendesk cuts a longer subject without a word; reports name 150 and 255 characters. */
const SUBJECT_GRAPHEMES = 150;

/** What to call the contact: name, else handle, else the e-mail's local part, else the id (K2). */
export function contactName(contact: People['contact'], words: Words): string {
  const candidates = [contact.name, contact.handle, contact.email?.split('@')[0]];
  return (
    candidates.map((name) => oneLine(name ?? '')).find((name) => name !== '') ?? words.contact(contact.id)
  );
}

/** The ticket's subject: one line, no control or direction characters, nothing that Zendesk would expand (K2, K6). */
export function subjectOf(template: string, people: People, words: Words): string {
  const values: ReadonlyMap<string, string> = new Map([
    ['contact.name', contactName(people.contact, words)],
    ['contact.handle', people.contact.handle ?? ''],
    ['account.name', people.account.name],
    ['network', networkLabel(people.account.network)],
  ]);
  const fill = (text: string) =>
    oneLine(text.replace(/\{([a-z.]+)\}/g, (whole, key: string) => values.get(key) ?? whole));
  const filled = fill(template) || fill(DEFAULT_SUBJECT);
  return shorten(filled, SUBJECT_GRAPHEMES).replace(/\{(?=[{%])/g, '{ ');
}

function oneLine(text: string): string {
  return cleanText(text)
    .replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
