const PARAGRAPH = /(<p(?:\s[^>]*)?>)([\s\S]*?)(<\/p>)/g;
const TAG = /(<[^>]*>)/;

/**
 * A comment as Zendesk keeps it with the texts of some of its messages marked for redaction. Each message is two
 * paragraphs: who wrote it when, and its text. Undefined where the comment is not built like that (any more).
 * @param texts which messages, counted from 0
 * @param messages how many messages the comment has
 */
export function markTexts(html: string, texts: readonly number[], messages: number): string | undefined {
  const paragraphs = html.match(PARAGRAPH)?.length ?? 0;
  if (paragraphs !== messages * 2) return undefined;
  let index = -1;
  return html.replace(PARAGRAPH, (whole, open: string, inner: string, close: string) => {
    index += 1;
    return index % 2 === 1 && texts.includes((index - 1) / 2) ? open + marked(inner) + close : whole;
  });
}

/** The comment as it was before {@link markTexts}. */
export function withoutMarks(html: string): string {
  return html.replace(/<\/?redact>/g, '').replace(/ redact(?=>)/g, '');
}

/** Text goes between marks; a link that Zendesk made of an address is marked itself, too. */
function marked(inner: string): string {
  return inner
    .split(TAG)
    .map((piece) => {
      if (piece === '' || /^<(?:br\b|\/)/i.test(piece)) return piece;
      return piece.startsWith('<') ? piece.replace(/>$/, ' redact>') : `<redact>${piece}</redact>`;
    })
    .join('');
}
