import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { runInSpan } from '@parley/platform';
import { fixedClock } from '@parley/testing';
import { FakeConnections } from '../../test/fake-connections';
import { MemoryBucketStore } from '../budget/memory-bucket-store';
import { answer, RawZendesk } from '../../test/raw-zendesk';
import { ZendeskHosts } from '../http/zendesk-hosts';
import { composeGateway } from './compose-gateway';
import type { ZendeskGateway } from './gateway';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const exporter = new InMemorySpanExporter();
const undici = new UndiciInstrumentation();
const sdk = new NodeSDK({
  spanProcessors: [new SimpleSpanProcessor({ exporter })],
  instrumentations: [undici],
  metricReaders: [],
  logRecordProcessors: [],
  autoDetectResources: false,
});

/** Spans of this spec's calls: requests that other specs of the process left under way may be seen, too. */
const calls = () =>
  exporter.getFinishedSpans().filter(({ attributes }) => attributes['parley.organization.id'] === 'org');

describe('the span of a call', () => {
  let zendesk: RawZendesk;
  let gateway: ZendeskGateway;

  beforeAll(async () => {
    sdk.start();
    zendesk = await RawZendesk.listen();
    const clock = fixedClock();
    gateway = composeGateway({
      buckets: new MemoryBucketStore(() => 1_790_000_000_000),
      connections: new FakeConnections(zendesk.origin),
      hosts: ZendeskHosts.parse(zendesk.host),
      clock,
    });
  });
  beforeEach(() => exporter.reset());
  afterAll(async () => {
    await zendesk.close();
    await gateway.close();
    undici.disable();
    await sdk.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it("is one client span in the fact's own trace, named by the route, and goes on to Zendesk", async () => {
    zendesk.script = answer(200, { ticket: {} }, { 'x-zendesk-request-id': 'req-9' });
    await runInSpan('work', { parent: PARENT }, () => gateway.showTicket('org', 35));
    const work = exporter.getFinishedSpans().find(({ name }) => name === 'work');
    const [call] = calls();
    expect(calls()).toHaveLength(1);
    expect(call).toMatchObject({ name: 'GET /api/v2/tickets/{id}', kind: SpanKind.CLIENT });
    expect(call?.spanContext().traceId).toBe('0af7651916cd43dd8448eb211c80319c');
    expect(call?.parentSpanContext?.spanId).toBe(work?.spanContext().spanId);
    expect(call?.attributes).toMatchObject({
      'http.request.method': 'GET',
      'http.response.status_code': 200,
      'http.response.header.x-zendesk-request-id': ['req-9'],
      'url.template': '/api/v2/tickets/{id}',
      'server.address': '127.0.0.1',
      'parley.organization.id': 'org',
      'parley.outcome': 'unknown',
    });
    expect(zendesk.requests[0]?.headers.get('traceparent')).toContain(call?.spanContext().spanId);
  });

  it('holds no address, no body and no token, whatever was asked and answered', async () => {
    zendesk.script = answer(422, {
      error: 'RecordInvalid',
      details: { email: [{ description: 'Email: ada@b.example is taken' }] },
    });
    await gateway.searchUsersByEmail('org', 'ada@b.example');
    await gateway.createUser('org', { name: 'Ada Lovelace', email: 'ada@b.example', externalId: 'parley:1' });
    const told = JSON.stringify(
      exporter
        .getFinishedSpans()
        .map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    );
    expect(calls().map(({ name }) => name)).toEqual(['GET /api/v2/users/search', 'POST /api/v2/users']);
    expect(told).not.toMatch(/ada|Ada|token-1/);
  });
});
