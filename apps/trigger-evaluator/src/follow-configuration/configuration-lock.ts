/**
 * Advisory lock of the evaluator's copies of configuration and directory: batches and re-evaluations share it, whoever
 * changes a copy holds it alone (architecture 3a). Any number does that no other lock of the database has.
 */
export const CONFIGURATION_LOCK = 5_217_340_981_226n;
