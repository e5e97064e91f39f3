/** One worker of a small world. */
export interface Worker {
  readonly name: string;
  /** What it is about to do; undefined while it waits for an answer. */
  next: { readonly label: string; readonly go: () => void } | undefined;
  /** Everything it was told since it last had nothing in hand; all that it knows follows from that. */
  memory: string;
  isDead: boolean;
}

/**
 * Whether it makes a difference that the worker stops here: before it changes something, or while its call is under way.
 * A stop before a look is the same as one before the change that follows it.
 */
export function isAtRisk({ next, memory }: Worker): boolean {
  return memory !== '' && !/^(claim|load|commentsShowing|writes GET)$/.test(next?.label ?? '');
}

/** Whether a worker that sleeps here would go on with something that may be another's by then. */
export function isAboutToWrite({ next }: Worker): boolean {
  return /^(begin|conclude|writes P)/.test(next?.label ?? '');
}
