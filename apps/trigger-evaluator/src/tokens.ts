/** Injects the {@link Evaluator}. */
export const EVALUATOR = Symbol('evaluator');
/** Injects the evaluator's `Database`. */
export const DATABASE = Symbol('evaluator.database');
/** Injects the `EventLog`. */
export const EVENT_LOG = Symbol('evaluator.event-log');
