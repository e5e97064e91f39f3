import '@parley/platform/telemetry';
import { stopTelemetry } from '@parley/platform';
import { EventsHarness, anEvent } from '../../test/events-harness';

const PUBLISHER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const FACT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const STRUCTURED = 'application/cloudevents+json';

const traceId = (traceparent: string | undefined) => traceparent?.slice(3, 35);

describe('the trace of an event', () => {
  let door: EventsHarness;
  beforeEach(async () => {
    door = await EventsHarness.start();
  });
  afterEach(() => door.close());
  afterAll(() => stopTelemetry());

  async function headersAfter(traceparent: string | undefined, event: object) {
    await door.send(STRUCTURED, JSON.stringify(event), traceparent === undefined ? {} : { traceparent });
    const [record] = await door.records();
    const text = (name: string) => record?.headers[name]?.toString();
    return { fact: text('ce_traceparent'), hop: text('traceparent') };
  }

  it('is the publisher’s request where the event has none of its own', async () => {
    const { fact, hop } = await headersAfter(PUBLISHER, anEvent('m-1'));
    expect([traceId(fact), traceId(hop)]).toEqual([traceId(PUBLISHER), traceId(PUBLISHER)]);
    // The span of this service lies in between: the publisher's own would hide it.
    expect(hop).not.toBe(PUBLISHER);
  });

  it('stays the event’s own, and the hop is a span of that trace', async () => {
    const { fact, hop } = await headersAfter(PUBLISHER, anEvent('m-1', { event: { traceparent: FACT } }));
    expect(fact).toBe(FACT);
    expect(traceId(hop)).toBe(traceId(FACT));
    expect(hop).not.toBe(FACT);
  });

  it('begins here where nobody brought one', async () => {
    const { fact, hop } = await headersAfter(undefined, anEvent('m-1'));
    expect(traceId(fact)).toMatch(/^[0-9a-f]{32}$/);
    expect(traceId(hop)).toBe(traceId(fact));
  });

  it('is not disturbed by a header that is no trace', async () => {
    const { fact } = await headersAfter('nonsense', anEvent('m-1'));
    expect(fact).toMatch(/^00-[0-9a-f]{32}-/);
  });

  it('follows each event of a batch by itself', async () => {
    const events = [anEvent('m-1', { event: { traceparent: FACT } }), anEvent('m-2')];
    await door.send('application/cloudevents-batch+json', JSON.stringify(events), { traceparent: PUBLISHER });
    const hops = (await door.records()).map(({ headers }) => headers['traceparent']?.toString());
    expect(hops.map(traceId)).toEqual([traceId(FACT), traceId(PUBLISHER)]);
    // This service has a span in each of the two traces: neither the fact's own nor the publisher's is handed on.
    expect(hops).not.toContain(FACT);
    expect(hops).not.toContain(PUBLISHER);
  });
});
