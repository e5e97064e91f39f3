import { defaultTreeAdapter, parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';

type Fragment = DefaultTreeAdapterTypes.DocumentFragment;
type Element = DefaultTreeAdapterTypes.Element;
type ParentNode = Fragment | Element;

/** Elements that stay, with the attributes that stay on them. Zendesk publishes no such list (uncertain); this one is of our making. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  b: [],
  blockquote: [],
  br: [],
  code: [],
  dd: [],
  del: [],
  div: [],
  dl: [],
  dt: [],
  em: [],
  h1: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  i: [],
  img: ['src', 'alt', 'title', 'width', 'height'],
  ins: [],
  li: [],
  ol: ['start'],
  p: [],
  pre: [],
  s: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['colspan', 'rowspan'],
  tfoot: [],
  th: ['colspan', 'rowspan'],
  thead: [],
  tr: [],
  u: [],
  ul: [],
};

/** Elements that go with everything inside them; other unknown elements leave their content behind. */
const DROPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'title',
  'head',
  'textarea',
  'select',
]);

/** Blocks that get `dir="auto"`, as recorded replies show. */
const DIRECTED = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'blockquote']);

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const IMAGE_SCHEMES = new Set(['http:', 'https:']);

/** Deeper nesting is flattened, so that hostile markup cannot exhaust the stack. */
const MAX_DEPTH = 100;

/** Parses HTML of any quality into a tree that holds allowed elements and attributes only. */
export function cleanFragment(html: string): Fragment {
  const clean = defaultTreeAdapter.createDocumentFragment();
  copyChildren(parseFragment(html), clean);
  return clean;
}

/** The HTML of a clean tree. */
export function htmlOf(fragment: Fragment): string {
  return serialize(fragment);
}

/** Copies what is allowed without recursion: the stack holds nodes that wait, each with the element it goes into. */
function copyChildren(from: ParentNode, into: ParentNode): void {
  const waiting: { node: DefaultTreeAdapterTypes.ChildNode; into: ParentNode; depth: number }[] = [];
  const push = (parent: ParentNode, target: ParentNode, depth: number): void => {
    for (const node of parent.childNodes.toReversed()) waiting.push({ node, into: target, depth });
  };
  push(from, into, 0);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, into: target, depth } = next;
    if (defaultTreeAdapter.isTextNode(node))
      defaultTreeAdapter.insertText(target, node.value.replaceAll('\0', ''));
    if (!defaultTreeAdapter.isElementNode(node) || DROPPED.has(node.tagName)) continue;
    push(node, depth < MAX_DEPTH ? (place(node, target) ?? target) : target, depth + 1);
  }
}

/** Puts a cleaned copy of an allowed element into the target. */
function place(element: Element, target: ParentNode): Element | undefined {
  const allowed = Object.hasOwn(ALLOWED, element.tagName) ? ALLOWED[element.tagName] : undefined;
  if (allowed === undefined) return undefined;
  const attributes = element.attrs.filter(
    ({ name, value }) => allowed.includes(name) && isSafe(element.tagName, name, value),
  );
  if (DIRECTED.has(element.tagName)) attributes.push({ name: 'dir', value: 'auto' });
  if (element.tagName === 'a') attributes.push({ name: 'rel', value: 'noreferrer' });
  const copy = defaultTreeAdapter.createElement(element.tagName, element.namespaceURI, attributes);
  defaultTreeAdapter.appendChild(target, copy);
  return copy;
}

function isSafe(tagName: string, name: string, value: string): boolean {
  if (name === 'href') return hasScheme(value, LINK_SCHEMES);
  if (name === 'src') return tagName === 'img' && hasScheme(value, IMAGE_SCHEMES);
  return true;
}

function hasScheme(address: string, schemes: ReadonlySet<string>): boolean {
  const url = URL.parse(address.trim());
  return url !== null && schemes.has(url.protocol);
}
