'use strict';

const { startAlertDesk } = require('./alert-desk.cjs');
const { startSpanDesk } = require('./span-desk.cjs');
const { ALERT_SECRET, startStack } = require('./stack-process.cjs');

/**
 * Starts the whole system for a run of end-to-end tests: Kafka, PostgreSQL, the sandbox and the four services, in a state folder
 * and on ports of its own, so that a stack that somebody uses is never touched. Other specs of the kind may use its Kafka and PostgreSQL.
 *
 * PARLEY_E2E_STACK may name the `stack.json` of a stack that runs already (for work on a spec); it is then neither started nor
 * ended here. Start it with the variables of `stack-process.cjs`, and set PARLEY_E2E_SPANS and PARLEY_E2E_ALERTS to the ports it sends
 * its spans and alerts to.
 */
module.exports = async function globalSetup() {
  const given = process.env.PARLEY_E2E_STACK;
  const spans = await startSpanDesk(Number(process.env.PARLEY_E2E_SPANS ?? 0));
  globalThis.parleySpanDesk = spans;
  process.env.PARLEY_E2E_SPANS_URL = spans.url;
  const alerts = await startAlertDesk(Number(process.env.PARLEY_E2E_ALERTS ?? 0));
  globalThis.parleyAlertDesk = alerts;
  process.env.PARLEY_E2E_ALERTS_URL = alerts.url;
  process.env.PARLEY_E2E_ALERTS_SECRET = ALERT_SECRET;
  if (given) return;
  const stack = await startStack({
    OTEL_EXPORTER_OTLP_ENDPOINT: spans.url,
    PARLEY_ALERT_WEBHOOK_URL: `${alerts.url}/alerts`,
  });
  globalThis.parleyStack = stack;
  process.env.PARLEY_E2E_STACK = stack.file;
  process.env.TEST_KAFKA_BROKERS ||= stack.description.kafkaBrokers;
  process.env.TEST_DATABASE_URL ||= stack.description.databaseUrl;
};
