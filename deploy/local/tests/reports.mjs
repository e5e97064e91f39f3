import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readJson, writePrivately } from '../parts/part-file.mjs';

/**
 * What the tests of each spec file came to when it ran last: by path from the root, full titles with Jest's status.
 * @typedef {Readonly<Record<string, readonly { readonly title: string, readonly status: string }[]>>} Report
 */

/**
 * The last results of a kind; empty when it never ran.
 * @param {string} folder
 * @param {string} suffix of the spec files: unit, int, e2e, proof
 * @returns {Report}
 */
export function lastReport(folder, suffix) {
  return readJson(join(folder, `${suffix}.json`)) ?? {};
}

/**
 * Takes what Jest wrote with `--json` into the last results. A run of a few files leaves those of the others as they are.
 * @param {string} folder
 * @param {string} suffix
 * @param {any} report undefined when Jest ended without writing one
 * @param {string} root
 */
export function keepReport(folder, suffix, report, root) {
  if (report === undefined) return;
  const ran = Object.fromEntries(
    report.testResults.map((/** @type {any} */ { name, assertionResults }) => [
      relative(root, name),
      assertionResults.map((/** @type {any} */ { fullName, status }) => ({ title: fullName, status })),
    ]),
  );
  const known = Object.entries({ ...lastReport(folder, suffix), ...ran });
  const kept = Object.fromEntries(known.filter(([file]) => existsSync(join(root, file))));
  writePrivately(join(folder, `${suffix}.json`), `${JSON.stringify(kept)}\n`);
}
