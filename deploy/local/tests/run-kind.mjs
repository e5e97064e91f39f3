import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { readJson } from '../parts/part-file.mjs';
import { REPORTS, ROOT } from '../paths.mjs';
import { jestOutcome } from './outcome.mjs';
import { SUFFIXES } from './kinds.mjs';
import { runProgram } from './programs.mjs';
import { keepReport } from './reports.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

/**
 * Runs one kind of checks over the whole repository, or over the paths given.
 * @param {import('./kinds.mjs').Kind} kind
 * @param {readonly string[]} paths
 * @returns {Promise<Outcome>}
 */
export function runKind(kind, paths) {
  if (kind === 'lint') return lint(paths);
  if (kind === 'types') return types();
  return jest(SUFFIXES[kind], paths);
}

/**
 * A file is a check: it passes when nothing is wrong in it. The fixtures that must fail are one more.
 * @param {readonly string[]} paths
 * @returns {Promise<Outcome>}
 */
async function lint(paths) {
  const report = await inFolder(async (file) => {
    const args = [
      ...(paths.length === 0 ? ['.'] : paths),
      '--max-warnings',
      '0',
      '--format',
      'json',
      '--output-file',
      file,
    ];
    await runProgram('eslint', args);
    return readJson(file);
  });
  if (!Array.isArray(report)) return { passed: 0, failed: 0, faults: ['ESLint ended without a report'] };
  const wrong = report.filter(({ messages }) => messages.length > 0);
  for (const { filePath, messages } of wrong) {
    for (const { line, column, message, ruleId } of messages)
      console.log(`${filePath}:${line}:${column} ${message} (${ruleId})`);
  }
  const fixtures = paths.length > 0 ? [] : await lintFixtures();
  return {
    passed: report.length - wrong.length + (fixtures.length === 0 ? 1 : 0),
    failed: wrong.length,
    faults: fixtures,
  };
}

/** Lint rules that nothing breaks any more are no rules: the fixtures must fail. */
async function lintFixtures() {
  const code = await runProgram('node', ['deploy/lint/check-fixtures.mjs']);
  return code === 0 ? [] : ['a lint fixture that must fail does not'];
}

/**
 * A project is a check.
 * @returns {Promise<Outcome>}
 */
async function types() {
  const projects = new Set();
  const failed = new Set();
  // Nx draws and colours its lines in another way where CI is set; these two parts of them stay.
  const code = await runProgram(
    'nx',
    ['run-many', '-t', 'typecheck', '--outputStyle=static'],
    {},
    (drawn) => {
      const line = stripVTControlCharacters(drawn);
      const [, checked] = /\bnx run ([\w-]+):typecheck\b/.exec(line) ?? [];
      if (checked !== undefined) projects.add(checked);
      const [, broken] = /^\s*-\s+([\w-]+):typecheck\b/.exec(line) ?? [];
      if (broken !== undefined) failed.add(broken);
    },
  );
  const faults = code !== 0 && failed.size === 0 ? [`nx ended with code ${code}`] : [];
  return {
    passed: projects.size - failed.size,
    failed: failed.size,
    faults: projects.size === 0 ? ['no project was checked'] : faults,
  };
}

/**
 * @param {string} suffix
 * @param {readonly string[]} paths
 * @returns {Promise<Outcome>}
 */
async function jest(suffix, paths) {
  return inFolder(async (file) => {
    const env = {
      PARLEY_TEST_KIND: suffix,
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    };
    const code = await runProgram(
      'jest',
      // A failed test may leave something open; who waits for the result must not wait for that as well.
      ['--json', '--outputFile', file, '--passWithNoTests', '--forceExit', ...paths],
      { ...env, ...quiet() },
      undefined,
    );
    const report = readJson(file);
    keepReport(REPORTS, suffix, report, ROOT);
    return jestOutcome(report, code);
  });
}

/** Jest prints its JSON report to standard output when it is no file; nothing of the sort is wanted there. */
function quiet() {
  return { CI: process.env['CI'] ?? 'true' };
}

/**
 * @template T
 * @param {(file: string) => Promise<T>} work
 */
async function inFolder(work) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-report-'));
  try {
    return await work(join(dir, 'report.json'));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
