'use strict';

const { startDesk } = require('./desk-server.cjs');

/**
 * The receiver of this run's alert webhooks: takes what is posted, word for word, and tells it: `GET /`.
 *
 * @param {number} port 0 for a free one
 * @returns {Promise<{ url: string, close: () => void }>}
 */
function startAlertDesk(port) {
  const posted = [];
  return startDesk(port, {
    told: () => posted,
    taken: ({ headers }, body) => posted.push({ headers, body }),
  });
}

module.exports = { startAlertDesk };
