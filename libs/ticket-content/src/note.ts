import { shorten } from './cut';
import { cleanText, escapeLines, escapeText } from './escape';
import type { IgnoredEffect } from './effect';
import { networkLabel } from './network';
import type { ContentSettings, People } from './settings';
import { formatTime } from './time';
import type { HistorySummary } from './transcript';
import type { Words } from './words';

const NAME_GRAPHEMES = 200;
const LINK_CHARACTERS = 2_000;
const NOTE_GRAPHEMES = 4_000;

/** The internal comment after the first history: link of the last message, network, account and number of messages (K1). */
export function historyNote(history: HistorySummary, account: People['account'], words: Words): string {
  const lines: readonly (readonly [string, string])[] = [
    [
      words.lastMessage,
      history.lastMessageUrl === undefined ? escapeText(words.noLink) : link(history.lastMessageUrl),
    ],
    [words.network, named(networkLabel(account.network))],
    [words.account, named(account.name)],
    [words.messages, String(history.messages)],
  ];
  return lines
    .map(([label, value]) => `<p dir="auto"><strong>${escapeText(label)}</strong>: ${value}</p>`)
    .join('');
}

/** The internal comment of a follow-up that names the ticket before it (K9). */
export function followUpNote(earlierTicketId: number, words: Words): string {
  return `<p dir="auto">${escapeText(words.followUpOf(earlierTicketId))}</p>`;
}

/** The internal comment about something that was let go in the error desk: why, by whom, when, and their note (X3). */
export function ignoredNote(
  { by, at, note, reason }: IgnoredEffect,
  { words, timeZone }: ContentSettings,
): string {
  const lines = [
    words.skipped(shorten(by, NAME_GRAPHEMES), formatTime(at, timeZone)),
    `${words.skippedBecause}: ${reason}`,
    `${words.skippedNote}: ${shorten(note, NOTE_GRAPHEMES)}`,
  ];
  return `<p dir="auto">${escapeLines(cleanText(lines.join('\n')))}</p>`;
}

/** An address as a link when it is a web address of a sensible length, else as text. */
function link(url: string): string {
  const shown = escapeText(cleanText(url.length > LINK_CHARACTERS ? shorten(url, LINK_CHARACTERS) : url));
  const isWebAddress = /^https?:\/\/[^\s<>"'\p{Cc}\p{Cs}]+$/iu.test(url) && url.length <= LINK_CHARACTERS;
  return isWebAddress ? `<a href="${shown}">${shown}</a>` : shown;
}

function named(name: string): string {
  return escapeText(cleanText(shorten(name, NAME_GRAPHEMES)).replace(/\s+/g, ' '));
}
