import { ProblemError } from '../http-edge/problem';
import type { Caller } from './caller';
import type { Role } from './role';

/** A role, or `publisher` for a publisher's own credential. */
export type Part = Role | 'publisher';

/** What a caller may be admitted as. */
export function partOf(caller: Caller): Part {
  return caller.kind === 'person' ? caller.role : 'publisher';
}

/** Throws `role-not-allowed` unless the caller's part is one of those admitted. */
export function assertAdmitted(caller: Caller, admitted: readonly Part[]): void {
  const part = partOf(caller);
  if (admitted.includes(part)) return;
  throw new ProblemError('role-not-allowed', `This needs ${admitted.join(' or ')}; the caller is ${part}.`);
}
