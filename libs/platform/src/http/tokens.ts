/** Injects the service's own logger. */
export const LOGGER = Symbol('parley.logger');
/** Injects the settings that `readConfig` gave; the type is the app's own. */
export const CONFIG = Symbol('parley.config');
/** Injects the `Clock`. */
export const CLOCK = Symbol('parley.clock');
