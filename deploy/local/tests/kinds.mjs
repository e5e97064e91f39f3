/** The kinds of checks in the order in which they run; the cheap ones that fail often come first. */
export const KINDS = /** @type {const} */ (['lint', 'types', 'unit', 'integration', 'e2e', 'proof']);

/** @typedef {(typeof KINDS)[number]} Kind */

/** What `npm test` runs; proofs take long and have a command of their own. */
export const EVERY_DAY = /** @type {const} */ (['lint', 'types', 'unit', 'integration', 'e2e']);

/** Suffix of a kind's spec files, as Jest's configuration knows it. */
export const SUFFIXES = /** @type {const} */ ({
  unit: 'unit',
  integration: 'int',
  e2e: 'e2e',
  proof: 'proof',
});
