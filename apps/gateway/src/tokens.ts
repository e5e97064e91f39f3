/** Injects `PARLEY_TOPIC_PREFIX`. */
export const TOPIC_PREFIX = Symbol('gateway.topic-prefix');
