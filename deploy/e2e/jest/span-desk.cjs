'use strict';

const { createServer } = require('node:http');

/**
 * A tiny OTLP/HTTP-JSON receiver: takes the spans that every process of the stack exports, and tells them by trace:
 * `GET /traces/<trace id>`. Only traces whose publisher asked for it are sampled, so nothing is ever thrown away.
 *
 * @param {number} port 0 for a free one
 * @returns {Promise<{ url: string, close: () => void }>}
 */
async function startSpanDesk(port) {
  const traces = new Map();
  const server = createServer((request, response) => {
    if (request.method === 'GET') return answer(response, traces.get(request.url.split('/').at(-1)) ?? []);
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url === '/v1/traces') keep(traces, JSON.parse(Buffer.concat(chunks).toString('utf8')));
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

function keep(traces, { resourceSpans = [] }) {
  for (const { resource, scopeSpans = [] } of resourceSpans) {
    const service = attributesOf(resource?.attributes)['service.name'];
    for (const span of scopeSpans.flatMap(({ spans = [] }) => spans)) {
      const { traceId, spanId, parentSpanId = '', name, kind } = span;
      const kept = { service, spanId, parentSpanId, name, kind, attributes: attributesOf(span.attributes) };
      traces.set(traceId, [...(traces.get(traceId) ?? []), kept]);
    }
  }
}

/** Attributes as a plain object; arrays and maps, which no edge is asserted on, are left out. */
function attributesOf(list = []) {
  return Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value ?? {})[0]]));
}

module.exports = { startSpanDesk };
