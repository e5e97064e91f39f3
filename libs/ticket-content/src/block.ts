import { cutText, shorten } from './cut';
import { byteLength, cleanText, escapeLines, escapeText } from './escape';
import type { Words } from './words';

/** Bytes of `html_body` in one comment at most (K6). Zendesk cuts at 64 kB without a word. */
export const COMMENT_BYTES = 60_000;

/** Graphemes of a name that are shown; a name is no place for a novel. */
const NAME_GRAPHEMES = 120;

/** One message as a comment shows it: who, when, what is to be said about it, and its text. */
export interface Block {
  readonly who: string;
  readonly time: string;
  /** Remarks of Parley's own, such as "not delivered". */
  readonly marks: readonly string[];
  readonly text: string;
}

/**
 * A block as HTML. Only `p`, `strong`, `br` and `dir="auto"` occur: each part finds its own direction, so right-to-left
 * text cannot turn what stands beside it.
 */
export function renderBlock(block: Block): string {
  const who = escapeText(oneLine(shorten(block.who, NAME_GRAPHEMES)));
  const said = [block.time, ...block.marks].map((part) => ` · ${escapeText(oneLine(part))}`).join('');
  return `<p dir="auto"><strong dir="auto">${who}</strong>${said}</p><p dir="auto">${escapeLines(cleanText(block.text))}</p>`;
}

/**
 * A block that is larger than a comment, as several, each with the visible mark "part 2 of 3" (K6).
 * Their texts together are the block's text.
 */
export function splitBlock(block: Block, words: Words, limit = COMMENT_BYTES): readonly string[] {
  const withPart = (text: string, part: number, parts: number): Block => ({
    ...block,
    marks: [...block.marks, words.part(part, parts)],
    text,
  });
  const frame = byteLength(renderBlock(withPart('', 9_999, 9_999)));
  const pieces = cutText(cleanText(block.text), limit - frame);
  return pieces.map((piece, index) => renderBlock(withPart(piece, index + 1, pieces.length)));
}

/** Text on one line. */
function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}
