/**
 * Something that the person at the keyboard can put right: its message is all they are shown, with no stack.
 * Everything else that escapes is a bug and keeps its stack.
 */
export class Trouble extends Error {
  /**
   * @param {string} message what is wrong, in one or two sentences
   * @param {{ cause?: unknown, exitCode?: number }} [options]
   */
  constructor(message, options = {}) {
    super(message, { cause: options.cause });
    this.name = 'Trouble';
    this.exitCode = options.exitCode ?? 1;
  }
}

/**
 * Turns what the operating system says into words, where there is something to do about it; other errors pass unchanged.
 * @param {unknown} error
 * @param {string} doing what was being done, for the sentence "… while <doing>"
 * @returns {unknown}
 */
export function explained(error, doing) {
  if (error instanceof Trouble) return error;
  switch (systemCode(error)) {
    case 'ENOSPC':
      return new Trouble(`The disk is full: no space left while ${doing}. Free about 2 GB and start again.`, {
        cause: error,
      });
    case 'EDQUOT':
      return new Trouble(
        `Your disk quota is used up: no space left while ${doing}. Free about 2 GB and start again.`,
        { cause: error },
      );
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new Trouble(`Not allowed to write while ${doing}: ${String(error)}`, { cause: error });
    default:
      return error;
  }
}

/**
 * The code of a system error ("ENOENT"), whatever realm it comes from; undefined for anything else.
 * @param {unknown} error
 * @returns {unknown}
 */
export function systemCode(error) {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
