'use strict';

const { startDesk } = require('./desk-server.cjs');

/**
 * A tiny OTLP/HTTP-JSON receiver: takes the spans that every process of the stack exports, and tells them by trace:
 * `GET /traces/<trace id>`. Only traces whose publisher asked for it are sampled, so nothing is ever thrown away.
 *
 * @param {number} port 0 for a free one
 * @returns {Promise<{ url: string, close: () => void }>}
 */
function startSpanDesk(port) {
  const traces = new Map();
  return startDesk(port, {
    told: (url) => traces.get(url.split('/').at(-1)) ?? [],
    taken: ({ url }, body) => {
      if (url === '/v1/traces') keep(traces, JSON.parse(body));
    },
  });
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
