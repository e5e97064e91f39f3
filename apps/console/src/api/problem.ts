import type { FaultView, ProblemCode, Problem as ProblemBody } from '@parley/contracts';

/** What the gateway answers when something cannot be done (RFC 9457), or what this browser can say when no answer came. */
export class Problem extends Error {
  constructor(
    /** Stable code; `unreachable` when there was no answer, `unreadable` when it was none of the gateway's. */
    readonly code: ProblemCode | 'unreachable' | 'unreadable',
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly title: string,
    readonly detail?: string,
    /** What is wrong with parts of the body, each with its JSON pointer. */
    readonly faults: readonly FaultView[] = [],
  ) {
    super(title);
    this.name = 'Problem';
  }

  /** Whether asking again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The problem that an answer tells. */
export async function problemOf(response: Response): Promise<Problem> {
  try {
    const { code, title, detail, faults } = (await response.json()) as Partial<ProblemBody>;
    if (typeof code === 'string' && typeof title === 'string')
      return new Problem(code as ProblemCode, response.status, title, detail, faults);
  } catch {
    // Not JSON: something between browser and gateway has answered.
  }
  return new Problem('unreadable', response.status, `HTTP ${response.status}`);
}
