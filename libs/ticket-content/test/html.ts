import { parseFragment, type DefaultTreeAdapterTypes, type ParserError } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** What a browser would make of a comment. */
export interface ParsedHtml {
  /** `name attribute="value"` of every element, in order. */
  readonly elements: readonly string[];
  readonly errors: readonly string[];
  /** Text of the paragraphs, `br` read as a line end. */
  readonly paragraphs: readonly string[];
}

export function parseHtml(html: string): ParsedHtml {
  const errors: string[] = [];
  const elements: string[] = [];
  const fragment = parseFragment(html, { onParseError: (error: ParserError) => errors.push(error.code) });
  const walk = (node: Node): string => {
    if (node.nodeName === '#text' && 'value' in node) return node.value;
    if (!('attrs' in node)) throw new Error(`unexpected ${node.nodeName}`);
    elements.push([node.nodeName, ...node.attrs.map(({ name, value }) => `${name}="${value}"`)].join(' '));
    return node.nodeName === 'br' ? '\n' : node.childNodes.map(walk).join('');
  };
  const paragraphs = fragment.childNodes.map(walk);
  return { elements, errors, paragraphs };
}
