'use strict';

const { createServer } = require('node:http');

/**
 * A receiver on the loopback interface that keeps no process alive: `told` answers what is asked for with GET, and `taken` keeps what
 * is posted, before it is answered with nothing.
 *
 * @param {number} port 0 for a free one
 * @param {{ told: (url: string) => unknown, taken: (request: import('node:http').IncomingMessage, body: string) => void }} desk
 * @returns {Promise<{ url: string, close: () => void }>}
 */
async function startDesk(port, { told, taken }) {
  const server = createServer((request, response) => {
    if (request.method === 'GET') return answer(response, told(request.url));
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      taken(request, Buffer.concat(chunks).toString('utf8'));
      answer(response, {});
    });
  });
  server.unref();
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(response, body) {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

module.exports = { startDesk };
