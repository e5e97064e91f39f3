import type { Fault, ProblemCode } from '@parley/contracts';
import type { Unapplied } from '@parley/zendesk';

/** Why an advisor cannot be served, in the words of the gateway's problems. */
export interface ServedProblem {
  readonly code: ProblemCode;
  /** Free of personal data. */
  readonly detail: string;
  readonly faults?: readonly Pick<Fault, 'code' | 'detail' | 'pointer'>[];
  /** The user that stands in the way. */
  readonly zendeskUserId?: number;
  readonly retryAfterSeconds?: number;
}

/** An answer to an advisor, or why there is none. */
export type Served<T> =
  { readonly ok: true; readonly body: T } | { readonly ok: false; readonly problem: ServedProblem };

/** An answer. */
export function served<T>(body: T): Served<T> {
  return { ok: true, body };
}

/** No answer, and why. */
export function refused(
  code: ProblemCode,
  detail: string,
  more: Omit<ServedProblem, 'code' | 'detail'> = {},
): Served<never> {
  return { ok: false, problem: { code, detail, ...more } };
}

/** Why Zendesk gave no answer that an advisor could use. */
export function withoutZendesk(outcome: Unapplied): Served<never> {
  switch (outcome.kind) {
    case 'unauthorised':
      return refused('organization-not-authorised', 'Re-authorize the organization.');
    case 'rate-limited': {
      const retryAfterSeconds = Math.max(1, Math.ceil(outcome.retryAfterMs / 1_000));
      return refused('zendesk-busy', 'Ask again shortly.', { retryAfterSeconds });
    }
    case 'not-sent':
      return outcome.reason === 'organization-disconnected' || outcome.reason === 'organization-unknown'
        ? refused('organization-disconnected', 'The organization is not connected.')
        : refused('zendesk-unreachable', `Nothing was sent: ${outcome.reason}.`);
    case 'refused':
      return refused('zendesk-unreachable', `Zendesk refused the call: ${outcome.code}.`);
    case 'conflict':
    case 'unknown':
      return refused('zendesk-unreachable', 'Zendesk gave no usable answer. Ask again.');
  }
}
