import type { HttpMethod } from '../gateway/outcome';

/** One HTTP request, ready to be written. */
export interface HttpRequest {
  readonly origin: string;
  /** True when the host may have a private address. */
  readonly trusted: boolean;
  readonly method: HttpMethod;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** Time for this exchange as a whole, in ms; the client's own where it is not given. */
  readonly timeoutMs?: number;
}

/** Header names in lower case; of a repeated header, the first. */
export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * What came of one exchange of bytes.
 * `answered`: the whole answer is here. `not-sent`: not one byte of the request was written.
 * `broken`: the request was (or may have been) written, and no whole answer came; `status` tells how far the answer got.
 */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly body: Buffer }
  | { readonly kind: 'not-sent'; readonly code: string }
  | {
      readonly kind: 'broken';
      readonly cause: 'timeout' | 'lost' | 'too-large';
      readonly code: string;
      readonly status?: number;
      readonly headers?: Headers;
    };
