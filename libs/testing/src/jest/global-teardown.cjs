'use strict';

const { removeSharedParts } = require('./shared-parts.cjs');

/** Ends what `global-setup` started, and nothing else. */
module.exports = async function globalTeardown() {
  if (globalThis.parleyTestFolders !== undefined) removeSharedParts(globalThis.parleyTestFolders);
};
