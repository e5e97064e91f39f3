import { defaultTreeAdapter, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;

/** Elements that start and end on a line of their own. */
const BLOCKS = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'li',
  'blockquote',
  'pre',
  'table',
  'tr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'dl',
  'dt',
  'dd',
]);

/** Blocks that an empty line separates from their neighbours. */
const PARAGRAPHS = new Set([
  'p',
  'ul',
  'ol',
  'blockquote',
  'pre',
  'table',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);

/** The text of a clean tree, as `plain_body` and `body` show it: blocks on lines of their own, list items with a star. */
export function plainText(root: Node): string {
  const writer = new TextWriter();
  write(root, writer, false);
  return writer.finish();
}

/** Joins texts so that between two blocks there are as many line ends as the stronger of their borders asks for. */
class TextWriter {
  private text = '';
  private lineEnds = 0;

  /** Asks for line ends before the next text. */
  border(lineEnds: number): void {
    this.lineEnds = Math.max(this.lineEnds, lineEnds);
  }

  /** Ends the line in any case. */
  lineBreak(): void {
    this.startLine();
    this.text += '\n';
  }

  /** Adds text; outside preformatted blocks, white space counts as one space and nothing at the start of a line. */
  add(value: string, preformatted: boolean): void {
    const collapsed = preformatted ? value : value.replace(/[ \t\r\n\f]+/g, ' ');
    const atStart = this.lineEnds > 0 || this.text === '' || this.text.endsWith('\n');
    const shown = atStart && !preformatted ? collapsed.trimStart() : collapsed;
    if (shown === '') return;
    this.startLine();
    this.text += shown;
  }

  finish(): string {
    return this.text
      .replace(/(?<![ \t])[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  private startLine(): void {
    if (this.text !== '') this.text += '\n'.repeat(this.lineEnds);
    this.lineEnds = 0;
  }
}

function write(node: Node, writer: TextWriter, preformatted: boolean): void {
  if (defaultTreeAdapter.isTextNode(node)) {
    writer.add(node.value, preformatted);
    return;
  }
  if (!('childNodes' in node)) return;
  const tag = defaultTreeAdapter.isElementNode(node) ? node.tagName : '';
  if (tag === 'br') writer.lineBreak();
  const border = PARAGRAPHS.has(tag) ? 2 : BLOCKS.has(tag) ? 1 : 0;
  writer.border(border);
  if (tag === 'li') writer.add('* ', true);
  for (const child of node.childNodes) write(child, writer, preformatted || tag === 'pre');
  if (tag === 'td' || tag === 'th') writer.add(' ', true);
  writer.border(border);
}
