'use strict';

/**
 * One Jest configuration for every kind of test; PARLEY_TEST_KIND chooses which suffix runs:
 * `unit` (needs nothing installed), `int` (real Kafka and Postgres), `e2e` (the whole stack), `proof` (long).
 */
const kind = process.env.PARLEY_TEST_KIND ?? 'unit';
const { readFileSync } = require('node:fs');
const { exclude: _exclude, $schema: _schema, ...swc } = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));

module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/deploy', '<rootDir>/bench'],
  testMatch: [`**/*.${kind}.spec.ts`],
  testEnvironment: 'node',
  transform: { '^.+\\.[tj]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline' }] },
  transformIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.parley/'],
  moduleNameMapper: {
    '^@parley/platform/telemetry$': '<rootDir>/libs/platform/src/telemetry/register.ts',
    '^@parley/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
  },
  testTimeout: kind === 'unit' ? 5_000 : 120_000,
  ...(kind === 'unit' ? {} : { globalSetup: '<rootDir>/libs/testing/src/jest/global-setup.cjs', globalTeardown: '<rootDir>/libs/testing/src/jest/global-teardown.cjs', maxWorkers: 2 }),
};
