import { escapedBytes } from './escape';

const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

const SPACE = 0x20;
const LINE_END = 0x0a;

/** How much of a piece may be given up to end it at a space instead of inside a word. */
const WORD_SHARE = 0.25;

/**
 * Cuts cleaned text into pieces whose escaped form takes at most `budget` bytes each; together they are the text.
 * A piece ends after a space where one is near, else between two graphemes, and inside a grapheme only when that alone is
 * larger than a piece (never inside a character).
 * @param budget bytes, at least 64
 */
export function cutText(text: string, budget: number): readonly string[] {
  const graphemes = GRAPHEMES.segment(text);
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = endOfPiece(text, start, budget, graphemes);
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function endOfPiece(text: string, start: number, budget: number, graphemes: Intl.Segments): number {
  let bytes = 0;
  let index = start;
  let afterSpace = start;
  while (index < text.length) {
    const codePoint = text.codePointAt(index) ?? 0;
    bytes += escapedBytes(codePoint);
    if (bytes > budget) break;
    index += codePoint > 0xffff ? 2 : 1;
    if (codePoint === SPACE || codePoint === LINE_END) afterSpace = index;
  }
  if (index >= text.length) return text.length;
  if (afterSpace > index - (index - start) * WORD_SHARE) return afterSpace;
  const border = graphemes.containing(index)?.index ?? index;
  return border > start ? border : index;
}

/** At most `limit` graphemes (and one and a half times as many UTF-16 units) of a text, an ellipsis in place of the rest. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  let count = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (count === limit - 1 || kept.length + segment.length > limit * 1.5) return `${kept}…`;
    kept += segment;
    count += 1;
  }
  return text;
}
