'use strict';

const { startSharedParts } = require('./shared-parts.cjs');

/** Gives every spec of the run TEST_KAFKA_BROKERS and TEST_DATABASE_URL: the ones that are set, else parts started for this run. */
module.exports = async function globalSetup() {
  if (process.env.TEST_KAFKA_BROKERS && process.env.TEST_DATABASE_URL) return;
  const { addresses, folders } = startSharedParts();
  process.env.TEST_KAFKA_BROKERS ||= addresses.kafka;
  process.env.TEST_DATABASE_URL ||= addresses.postgres;
  globalThis.parleyTestFolders = folders;
};
