import { marked } from 'marked';
import { escapeHtml, substituteHtml, substituteText, type PlaceholderValues } from './placeholders';
import { plainText } from './plain-text';
import { cleanFragment, htmlOf } from './sanitise-html';

/** What a caller wrote: HTML, or text. */
export interface WrittenText {
  readonly html?: string;
  readonly text?: string;
}

/** What Zendesk makes of it. */
export interface StoredText {
  readonly htmlBody: string;
  readonly plainBody: string;
}

/** What decides how a text is read. */
export interface TextContext {
  readonly authorIsAgent: boolean;
  readonly placeholders: PlaceholderValues;
  /** UTF-8 bytes that are kept. */
  readonly maxBytes: number;
}

/**
 * Turns what was written into what is stored. Zendesk facts, comments: `html_body` keeps structure; `body` loses HTML and runs
 * of spaces and newlines, and is Markdown only when the author is an agent; placeholders work for agents only; text above 64 kB
 * is cut off silently; the stored HTML is wrapped.
 */
export function storedText(written: WrittenText, context: TextContext): StoredText {
  const html =
    written.html === undefined
      ? htmlFromText(written.text ?? '', context)
      : htmlFromHtml(written.html, context);
  const first = cleanFragment(html);
  const whole = htmlOf(first);
  const kept = cutToBytes(whole, context.maxBytes);
  const fragment = kept === whole ? first : cleanFragment(kept);
  return { htmlBody: wrap(htmlOf(fragment)), plainBody: plainText(fragment) };
}

/** Zendesk's wrapper around the HTML of a comment. */
export function wrap(html: string): string {
  return `<div class="zd-comment" dir="auto">${html}</div>`;
}

function htmlFromHtml(html: string, { authorIsAgent, placeholders }: TextContext): string {
  return authorIsAgent ? substituteHtml(html, placeholders) : html;
}

function htmlFromText(text: string, { authorIsAgent, placeholders }: TextContext): string {
  const bare = collapse(plainText(cleanFragment(`<pre>\n${text}</pre>`)));
  if (authorIsAgent)
    return marked.parse(substituteText(bare, placeholders), { async: false, breaks: true }).trim();
  const paragraphs = bare.split('\n\n').filter((paragraph) => paragraph !== '');
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`).join('');
}

function collapse(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The beginning of a text that fits into so many UTF-8 bytes, never ending inside a character. */
export function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}
