import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { configureLogging, createLogger } from '../logging/logger';
import { currentTraceparent, runInSpan } from './tracing';

const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  metricReaders: [],
  logRecordProcessors: [],
  autoDetectResources: false,
});
const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

beforeAll(() => sdk.start());
beforeEach(() => exporter.reset());
afterAll(async () => {
  await sdk.shutdown();
  trace.disable();
  context.disable();
  propagation.disable();
});

describe('runInSpan', () => {
  it('makes a child of the given traceparent', async () => {
    const inside = await runInSpan('work', { parent: PARENT, kind: 'consumer', attributes: { a: 1 } }, () =>
      currentTraceparent(),
    );
    const [span] = exporter.getFinishedSpans();
    expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
    expect(inside).toBe(`00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId}-01`);
    expect(span).toMatchObject({ name: 'work', attributes: { a: 1 } });
  });

  it('makes a child of the active span, or a new trace when asked to', async () => {
    await runInSpan('outer', {}, async () => {
      await runInSpan('inner', {}, () => undefined);
      await runInSpan('apart', { parent: null }, () => undefined);
    });
    const [inner, apart, outer] = exporter.getFinishedSpans();
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
    expect(apart?.spanContext().traceId).not.toBe(outer?.spanContext().traceId);
  });

  it('links to other traces and leaves malformed ones out', async () => {
    await runInSpan('batch', { parent: null, links: [PARENT, undefined, 'rubbish'] }, () => undefined);
    expect(exporter.getFinishedSpans()[0]?.links.map((link) => link.context.spanId)).toEqual([
      'b7ad6b7169203331',
    ]);
  });

  it('starts a new trace for a malformed parent', async () => {
    await expect(runInSpan('work', { parent: 'rubbish' }, () => currentTraceparent())).resolves.toMatch(
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/,
    );
  });

  it('records an error by its class alone and throws it on', async () => {
    const failing = runInSpan('work', {}, () => Promise.reject(new RangeError('text of Ada')));
    await expect(failing).rejects.toThrow('text of Ada');
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'RangeError' },
      events: [],
    });
    expect(JSON.stringify([span?.status, span?.attributes])).not.toContain('Ada');
  });

  it('gives log lines the ids of the active span', async () => {
    const lines: Record<string, unknown>[] = [];
    configureLogging({ destination: { write: (line) => lines.push(JSON.parse(line)) } });
    await runInSpan('work', { parent: PARENT }, (span) => {
      createLogger('x').info('hello');
      expect(lines[0]).toMatchObject({
        trace_id: '0af7651916cd43dd8448eb211c80319c',
        span_id: span.spanContext().spanId,
      });
    });
  });
});

describe('currentTraceparent', () => {
  it('is undefined outside any span', () => {
    expect(currentTraceparent()).toBeUndefined();
  });
});
