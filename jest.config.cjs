'use strict';

/**
 * One Jest configuration for every kind of test; PARLEY_TEST_KIND chooses which suffix runs:
 * `unit` (needs nothing installed), `int` (real Kafka and Postgres), `e2e` (the whole stack), `proof` (long, or disturbs the
 * stack).
 */
const kind = process.env.PARLEY_TEST_KIND ?? 'unit';
const { readFileSync } = require('node:fs');
if (kind === 'proof') process.env.PARLEY_PROPERTY_RUNS ??= '10000';
/** Folder of what starts, before such a run, what its specs need: single parts, or a whole stack. */
const setup = { int: 'libs/testing/src/jest', e2e: 'deploy/e2e/jest', proof: 'deploy/e2e/jest' }[kind];
const { exclude, $schema, ...swc } = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/deploy', '<rootDir>/bench'],
  // Properties are short among the unit tests and run with many more random cases among the proofs.
  testMatch: [`**/*.${kind}.spec.ts`, ...(kind === 'proof' ? ['**/*.property.unit.spec.ts'] : [])],
  testEnvironment: 'node',
  transform: { '^.+\\.[tj]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.parley/'],
  moduleNameMapper: {
    '^@parley/platform/telemetry$': '<rootDir>/libs/platform/src/telemetry/register.ts',
    '^@parley/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  // A property gets 20 ms for each of its cases: a million of them take hours.
  testTimeout: (kind === 'unit' ? 20_000 : 120_000) + 20 * Number(process.env.PARLEY_PROPERTY_RUNS ?? 0),
  ...(setup && {
    globalSetup: `<rootDir>/${setup}/global-setup.cjs`,
    globalTeardown: `<rootDir>/${setup}/global-teardown.cjs`,
    // On the one stack, every test is in an organization of its own; proofs kill its services and run one after the other.
    maxWorkers: { int: 2, e2e: 3, proof: 1 }[kind],
  }),
};
