import { DESK_MUTANTS } from './error-desk';
import { FOLLOWING_MUTANTS } from './following';
import type { Mutant } from './mutant';
import { ORGANIZATION_MUTANTS } from './organizations';
import { PROTOCOL_MUTANTS } from './protocol';
import { RESTORING_MUTANTS } from './restoring';

/** Every planted bug; each must be found (`npm run sim -- --mutants`). */
export const MUTANTS: readonly Mutant[] = [
  ...PROTOCOL_MUTANTS,
  ...FOLLOWING_MUTANTS,
  ...ORGANIZATION_MUTANTS,
  ...DESK_MUTANTS,
  ...RESTORING_MUTANTS,
];

/** The planted bug of that name. */
export function mutantOf(name: string): Mutant | undefined {
  return MUTANTS.find((mutant) => mutant.name === name);
}
