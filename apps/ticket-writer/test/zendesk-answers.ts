import type { CallFacts, Refused, UnknownOutcome, ZendeskOutcome } from '@parley/zendesk';

/** Zendesk's times have whole seconds. */
export function stampOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** An answer with a body. */
export function ok<T>(facts: CallFacts, body: T, replayed = false): ZendeskOutcome<T> {
  return {
    ...facts,
    kind: 'ok',
    status: facts.method === 'POST' ? 201 : 200,
    body,
    replayed,
    unpermittedKeys: [],
  };
}

/** A refusal of the data. */
export function refused(facts: CallFacts, status: number, code: Refused['code']): Refused {
  return { ...facts, kind: 'refused', status, code, detail: '', fields: [], body: undefined };
}

/** No answer at all. */
export function unknown(facts: CallFacts): UnknownOutcome {
  return { ...facts, kind: 'unknown', reason: 'connection-lost', detail: 'reset' };
}
