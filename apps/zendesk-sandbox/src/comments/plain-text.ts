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
  const parts: string[] = [];
  write(root, parts, false);
  return parts
    .join('')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function write(node: Node, parts: string[], preformatted: boolean): void {
  if (defaultTreeAdapter.isTextNode(node)) {
    parts.push(preformatted ? node.value : node.value.replace(/[ \t\r\n\f]+/g, ' '));
    return;
  }
  if (!('childNodes' in node)) return;
  const tag = defaultTreeAdapter.isElementNode(node) ? node.tagName : '';
  if (tag === 'br') parts.push('\n');
  const border = PARAGRAPHS.has(tag) ? '\n\n' : BLOCKS.has(tag) ? '\n' : '';
  parts.push(border, tag === 'li' ? '* ' : '');
  for (const child of node.childNodes) write(child, parts, preformatted || tag === 'pre');
  parts.push(tag === 'td' || tag === 'th' ? ' ' : border);
}
