'use strict';

/** Ends what `global-setup` started, by its process ids, and nothing else. */
module.exports = async function globalTeardown() {
  await globalThis.parleyStack?.end();
  globalThis.parleySpanDesk?.close();
  globalThis.parleyAlertDesk?.close();
};
