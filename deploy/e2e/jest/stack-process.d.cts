/**
 * Starts a stack of this run's own, in a state folder and on ports of its own.
 * @param settings further variables of its processes
 * @returns `file` is its `stack.json`; `end` ends it and deletes its folder
 */
export function startStack(
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly file: string; readonly end: () => Promise<void> }>;
