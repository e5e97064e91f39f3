import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { AlwaysOffSampler, NoopSpanProcessor, ParentBasedSampler } from '@opentelemetry/sdk-trace';
import { prometheusReader } from './prometheus-reader';

/**
 * Paths that probes and scrapers ask for; a span for each would bury the real ones. And the gateway's door for events, which makes a
 * span of its own: the instrumentation's costs a third of such a request.
 */
const UNTRACED_PATHS = /^\/(health\/(live|ready)|metrics|v1\/events)(\?|$)/;

/**
 * Query parameters that never reach a span: what advisors search customers by, what browsers bring back from who signed them in or let
 * Parley in, and the signatures that are hidden where nothing is set.
 */
const HIDDEN_PARAMETERS = [
  'query',
  'returnTo',
  'code',
  'state',
  'sig',
  'Signature',
  'AWSAccessKeyId',
  'X-Goog-Signature',
  'X-Amz-Signature',
  'X-Amz-Credential',
  'X-Amz-Security-Token',
];

/**
 * Starts traces and metrics by the standard `OTEL_*` variables; nothing is exported unless one of them says where to. `shutdown` sends
 * what is buffered and leaves nothing of it at work.
 */
export function startTelemetry(serviceName: string): { shutdown(): Promise<void> } {
  const instrumentations = [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: (request) => UNTRACED_PATHS.test(request.url ?? ''),
      redactedQueryParamsServer: HIDDEN_PARAMETERS,
    }),
    new UndiciInstrumentation(),
  ];
  const sdk = new NodeSDK({
    serviceName,
    metricReaders: [prometheusReader],
    logRecordProcessors: [],
    instrumentations,
    ...(exportsTraces() ? {} : unexportedTraces()),
  });
  sdk.start();
  return {
    async shutdown() {
      // The SDK leaves them subscribed to the channels of the process, where they go on writing headers.
      for (const instrumentation of instrumentations) instrumentation.disable();
      await sdk.shutdown();
    },
  };
}

function exportsTraces(): boolean {
  const exporter = process.env['OTEL_TRACES_EXPORTER'];
  if (exporter === 'none') return false;
  return Boolean(
    exporter ||
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ||
    process.env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
  );
}

/** Ids still run through logs and headers, and a publisher's own sampling decision is passed on, but nothing is recorded. */
function unexportedTraces(): { spanProcessors: NoopSpanProcessor[]; sampler: ParentBasedSampler } {
  return {
    spanProcessors: [new NoopSpanProcessor()],
    sampler: new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  };
}
