/**
 * Root of every error that Parley raises on purpose.
 * `code` is stable and safe to show; `retryable` says whether the same call may succeed later without anyone changing anything.
 */
export abstract class ParleyError extends Error {
  abstract readonly code: string;
  abstract readonly retryable: boolean;

  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}
