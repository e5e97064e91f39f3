import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import type { TrueComment } from './zendesk-account';

type Node = DefaultTreeAdapterTypes.ChildNode;

/** A message as a ticket shows it to whoever may read it. */
export interface ShownMessage {
  readonly who: string;
  readonly text: string;
  readonly shown: 'public' | 'internal';
  /** Remarks such as "not delivered". */
  readonly marks: readonly string[];
}

/** A message with the comment that it is in; a split one is in as many as it has parts. */
export interface PlacedMessage extends ShownMessage {
  readonly comments: readonly number[];
}

/** What the comments of a ticket say, taken apart again: their borders may differ from day to day, the messages may not (K5). */
export interface ShownComments {
  readonly messages: readonly PlacedMessage[];
  /** Notes of Parley's own, each as label and value; `before` counts the messages that stand before it. */
  readonly notes: readonly {
    readonly before: number;
    readonly shown: 'public' | 'internal';
    readonly lines: Readonly<Record<string, string>>;
  }[];
  /** Texts of comments that are neither. */
  readonly others: readonly string[];
}

/** Between a message's author, its time and its marks. */
const SEPARATOR = ' · ';
const PART = /^part (\d+) of (\d+)$/;

/** Reads every comment of a ticket, in order. */
export function shownComments(comments: readonly TrueComment[]): ShownComments {
  const messages: PlacedMessage[] = [];
  const notes: { before: number; shown: 'public' | 'internal'; lines: Record<string, string> }[] = [];
  const others: string[] = [];
  comments.forEach((comment, index) => {
    const shown = comment.public ? 'public' : 'internal';
    const paragraphs = paragraphsOf(parseFragment(comment.html_body).childNodes).map(readParagraph);
    const lines: Record<string, string> = {};
    for (let at = 0; at < paragraphs.length; at += 1) {
      const { strong, rest } = paragraphs[at]!;
      if (strong !== undefined && rest.startsWith(SEPARATOR)) {
        at += 1;
        const [, ...marks] = rest.slice(SEPARATOR.length).split(SEPARATOR);
        place(messages, { who: strong, text: paragraphs[at]?.text ?? '', shown, marks, comments: [index] });
      } else if (strong !== undefined && rest.startsWith(': ')) lines[strong] = rest.slice(2);
      else others.push(paragraphs[at]!.text);
    }
    if (Object.keys(lines).length > 0) notes.push({ before: messages.length, shown, lines });
  });
  return { messages, notes, others };
}

/** Adds a message, or the next part of the one before it. */
function place(messages: PlacedMessage[], message: PlacedMessage): void {
  const [mark] = message.marks.slice(-1);
  const part = PART.exec(mark ?? '')?.[1];
  const marks = part === undefined ? message.marks : message.marks.slice(0, -1);
  const before = messages.at(-1);
  if (part === undefined || part === '1' || before === undefined) {
    messages.push({ ...message, marks });
    return;
  }
  messages[messages.length - 1] = {
    ...before,
    text: before.text + message.text,
    comments: [...before.comments, ...message.comments],
  };
}

interface Paragraph {
  /** The words in bold that it begins with. */
  readonly strong: string | undefined;
  readonly rest: string;
  readonly text: string;
}

function readParagraph({ childNodes }: DefaultTreeAdapterTypes.Element): Paragraph {
  const [first] = childNodes;
  const isStrong = first !== undefined && tree.isElementNode(first) && first.tagName === 'strong';
  const text = childNodes.map(textOf).join('');
  const strong = isStrong ? textOf(first) : undefined;
  return { strong, rest: text.slice(strong?.length ?? 0), text };
}

function paragraphsOf(nodes: readonly Node[]): readonly DefaultTreeAdapterTypes.Element[] {
  return nodes.flatMap((node) => {
    if (!tree.isElementNode(node)) return [];
    return node.tagName === 'p' ? [node] : paragraphsOf(node.childNodes);
  });
}

function textOf(node: Node): string {
  if (tree.isTextNode(node)) return node.value;
  if (!tree.isElementNode(node)) return '';
  return node.tagName === 'br' ? '\n' : node.childNodes.map(textOf).join('');
}
