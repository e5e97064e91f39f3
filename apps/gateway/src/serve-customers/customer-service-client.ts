import { INTERNAL_CUSTOMERS, PROBLEM_CODES, internalCustomersPath, validate } from '@parley/contracts';
import type {
  InternalCustomerAnswer,
  InternalCustomerBody,
  InternalCustomerCall,
  ProblemCode,
} from '@parley/contracts';
import { createLogger } from '@parley/platform';
import type { Clock } from '@parley/platform';
import { ProblemError } from '../http-edge/problem';
import type { CustomerService } from './customer-service';

const logger = createLogger('serve-customers');

/** A search asks Zendesk once for each search field, so it may take several of its answers; an advisor waits no longer. */
const ANSWER_WITHIN_MS = 20_000;
/** Calls in a row without an answer after which nobody waits for another one. */
const FAILURES_UNTIL_OPEN = 3;
/** How long the circuit stays open: then one call tries again. */
const OPEN_MS = 2_000;

/** Where customer-service is, and the credential that it lets in. */
export interface CustomerServiceSettings {
  /** Origin. */
  readonly url: string;
  readonly token: string;
  /** Longest wait for an answer, in ms. */
  readonly answerWithinMs?: number;
}

/** Asks customer-service over HTTP. Behind a circuit: while it is away, people are told at once and nobody queues up. */
export class CustomerServiceClient implements CustomerService {
  private failures = 0;
  private openUntilMs = 0;

  constructor(
    private readonly settings: CustomerServiceSettings,
    private readonly clock: Pick<Clock, 'monotonicMs'>,
  ) {}

  async ask<Call extends InternalCustomerCall>(
    organizationId: string,
    call: Call,
    body: InternalCustomerBody<Call>,
  ): Promise<InternalCustomerAnswer<Call>> {
    if (this.clock.monotonicMs() < this.openUntilMs) throw away();
    const { status, json, retryAfter } = await this.exchange(
      internalCustomersPath(organizationId, call),
      body,
    );
    if (status === 200) {
      const answer = validate(INTERNAL_CUSTOMERS[call].answer, json, 'unexpected-answer');
      if (answer.ok) return answer.value as InternalCustomerAnswer<Call>;
    }
    throw problemIn(json, retryAfter) ?? this.unusable(status);
  }

  private async exchange(
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly json: unknown; readonly retryAfter: string | null }> {
    const { url, token, answerWithinMs = ANSWER_WITHIN_MS } = this.settings;
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      });
      const json: unknown = await response.json();
      this.failures = 0;
      return { status: response.status, json, retryAfter: response.headers.get('retry-after') };
    } catch (error) {
      this.failed(error);
      throw away();
    }
  }

  private failed(error: unknown): void {
    this.failures += 1;
    if (this.failures < FAILURES_UNTIL_OPEN) return;
    this.openUntilMs = this.clock.monotonicMs() + OPEN_MS;
    logger.warn({ error: error instanceof Error ? error.name : typeof error }, 'customer-service is away');
  }

  /** Not of this release, or not with this credential: an operator has to look. */
  private unusable(status: number): ProblemError {
    logger.error({ status }, 'customer-service gave an answer that nobody can use');
    return away();
  }
}

function away(): ProblemError {
  return new ProblemError(
    'customer-service-unavailable',
    'Customers cannot be looked up now; conversations go on syncing. Ask again shortly.',
    { headers: { 'retry-after': '2' } },
  );
}

/** The problem that customer-service names; it is one of the gateway's own. */
function problemIn(json: unknown, retryAfter: string | null): ProblemError | undefined {
  if (typeof json !== 'object' || json === null || !('code' in json) || !('detail' in json)) return undefined;
  const { code, detail } = json;
  if (typeof code !== 'string' || !isProblemCode(code) || typeof detail !== 'string') return undefined;
  const members = Object.fromEntries(
    Object.entries(json).filter(([name]) => name === 'faults' || name === 'zendeskUserId'),
  );
  return new ProblemError(code, detail, {
    members,
    ...(retryAfter === null ? {} : { headers: { 'retry-after': retryAfter } }),
  });
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_CODES, code);
}
