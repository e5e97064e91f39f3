import { Count } from '../../schema/primitives';

/**
 * Field of every derived event: monotone per subject, given in the deciding transaction. Positions merge by
 * maximum, every other field by the highest version, so that arrival order does not matter.
 */
export const version = { version: Count };
