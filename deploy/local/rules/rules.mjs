/** @param {string} letter @param {number} last @returns {readonly string[]} */
const upTo = (letter, last) => Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);

/** The rules of behaviour that both a unit and an end-to-end test must name. K15 has proofs of its own. */
export const RULES = [...upTo('G', 8), ...upTo('T', 12), ...upTo('K', 14), 'K16', ...upTo('C', 7)];

/** The kinds of tests of which each rule needs one at least. */
export const KINDS_NEEDED = /** @type {const} */ (['unit', 'e2e']);

/** @typedef {(typeof KINDS_NEEDED)[number]} NeededKind */

/**
 * Whether a title names a rule: as a word of its own, so that "K10" does not name K1.
 * @param {string} title
 * @param {string} rule
 * @returns {boolean}
 */
export function namesRule(title, rule) {
  return new RegExp(String.raw`\b${rule}\b`).test(title);
}
