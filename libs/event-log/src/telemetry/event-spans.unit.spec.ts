import { context, propagation, trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { recordOf } from '../../test/support/batches';
import { message } from '../../test/support/keys';
import type { DecodedEvent } from '..';
import { traceEvents } from './event-spans';

const exporter = new InMemorySpanExporter();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  metricReaders: [],
  logRecordProcessors: [],
  autoDetectResources: false,
});
const HOP = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331';

beforeAll(() => sdk.start());
afterAll(async () => {
  await sdk.shutdown();
  trace.disable();
  context.disable();
  propagation.disable();
});

function anEvent(offset: number, traceparent?: string): DecodedEvent<string> {
  return {
    event: `event ${offset}`,
    position: { epoch: 0, partition: 0, offset },
    record: recordOf(message('said.v1', 'k', 'v'), 0, offset),
    ...(traceparent === undefined ? {} : { traceparent }),
  };
}

describe('spans of the events of a batch', () => {
  it('are made for sampled traces alone, as children of the hop that brought the event', () => {
    const traced = traceEvents('folding', [anEvent(1), anEvent(2, `${HOP}-01`), anEvent(3, `${HOP}-00`)]);
    expect(traced.events.map(({ event }) => event)).toEqual(['event 1', 'event 2', 'event 3']);
    traced.end();
    const [span, ...others] = exporter.getFinishedSpans();
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: 'process said.v1',
      parentSpanContext: { spanId: 'b7ad6b7169203331' },
      attributes: {
        'messaging.system': 'kafka',
        'messaging.destination.name': 'said.v1',
        'messaging.consumer.group.name': 'folding',
        'messaging.kafka.offset': 2,
      },
    });
    const own = `00-0af7651916cd43dd8448eb211c80319c-${span?.spanContext().spanId ?? ''}-01`;
    expect(traced.events.map(({ traceparent }) => traceparent)).toEqual([undefined, own, `${HOP}-00`]);
  });
});
