import { ParleyError } from '@parley/platform';
import { PROBLEM_CODES } from '@parley/contracts';
import type { ProblemCode } from '@parley/contracts';

/** What an error answer looks like on the wire: RFC 9457 with a stable `code` and, where it helps, more members. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly [extension: string]: unknown;
}

/** What a problem may add to its code and detail. */
export interface ProblemExtras {
  /** More members of the body, for example `rejected` or `faults`. Never a secret, never message text. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Response headers, for example `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown when a request must be answered with a problem; the HTTP edge turns it into the answer. */
export class ProblemError extends ParleyError {
  constructor(
    override readonly code: ProblemCode,
    readonly detail: string,
    readonly extras: ProblemExtras = {},
  ) {
    super(`${code}: ${detail}`);
  }

  /** True where the same request may succeed later without anybody changing anything. */
  get retryable(): boolean {
    return this.status === 429 || this.status >= 502;
  }

  /** HTTP status that belongs to the code. */
  get status(): number {
    return PROBLEM_CODES[this.code].status;
  }

  /** The body as it goes over the wire. */
  toBody(): ProblemBody {
    const { status, title } = PROBLEM_CODES[this.code];
    return {
      type: `urn:parley:problem:${this.code}`,
      title,
      status,
      code: this.code,
      detail: this.detail,
      ...this.extras.members,
    };
  }
}
