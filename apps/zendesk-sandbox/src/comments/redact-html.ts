import { defaultTreeAdapter as tree, parseFragment, serialize, type DefaultTreeAdapterTypes } from 'parse5';
import { wrap, type StoredText } from './comment-text';
import { plainText } from './plain-text';

type Fragment = DefaultTreeAdapterTypes.DocumentFragment;
type ParentNode = Fragment | DefaultTreeAdapterTypes.Element;

/** What stands for each character that was redacted. */
const REDACTED = '▇';
const MARK = 'redact';

/** As many blocks as a text has characters. */
export function blocksFor(text: string): string {
  return REDACTED.repeat(Array.from(text).length);
}

/**
 * A comment with what stands in `<redact>` marks made unreadable; an element with a `redact` attribute goes, and what is
 * inside it stays. Undefined when the marks are on another text than the comment's.
 */
export function redactMarked(html: string, marked: string): StoredText | undefined {
  const readable = copied(parseFragment(marked), (text) => text);
  if (serialize(readable) !== serialize(copied(parseFragment(html), (text) => text))) return undefined;
  return storedOf(copied(parseFragment(marked), blocksFor));
}

/** A comment of which nothing can be read any more. */
export function redactAll(html: string): StoredText {
  const fragment = parseFragment(html);
  return storedOf(copied(fragment, blocksFor, true));
}

function storedOf(fragment: Fragment): StoredText {
  const html = serialize(fragment);
  return {
    htmlBody: html.startsWith('<div class="zd-comment"') ? html : wrap(html),
    plainBody: plainText(fragment),
  };
}

/** A copy without marks; `change` is what becomes of the texts inside them. */
function copied(from: Fragment, change: (text: string) => string, isMarked = false): Fragment {
  const into = tree.createDocumentFragment();
  copyInto(from, into, change, isMarked);
  return into;
}

function copyInto(
  from: ParentNode,
  into: ParentNode,
  change: (text: string) => string,
  isMarked: boolean,
): void {
  for (const node of from.childNodes) {
    if (tree.isTextNode(node)) tree.insertText(into, isMarked ? change(node.value) : node.value);
    if (!tree.isElementNode(node)) continue;
    const isMark = node.tagName === MARK;
    const attributes = node.attrs.filter(({ name }) => name !== MARK);
    const goes = isMark || (change === blocksFor && attributes.length < node.attrs.length);
    const copy = goes ? into : tree.createElement(node.tagName, node.namespaceURI, attributes);
    if (!goes) tree.appendChild(into, copy as DefaultTreeAdapterTypes.Element);
    copyInto(node, copy, change, isMarked || isMark);
  }
}
