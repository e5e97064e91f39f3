import '@parley/platform/telemetry';
import { stopTelemetry } from '@parley/platform';
import { FactSpans, traceIdOf } from './fact-span';

const FACT = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const PRODUCER = FACT.replace('00f067aa0ba902b7', 'b7ad6b7169203331');
const FOREIGN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('FactSpans', () => {
  const spans = new FactSpans('test.copy');
  afterAll(async () => {
    spans.end();
    await stopTelemetry();
  });

  it.each([
    ['no hop of a producer', undefined],
    ["a producer's hop in the same trace", PRODUCER],
    ["a producer's hop in a trace of its own", FOREIGN],
  ])("open a span in the event's own trace, with %s", (_what, hop) => {
    const mine = spans.open(FACT, hop);
    expect(traceIdOf(mine)).toBe(traceIdOf(FACT));
    expect([FACT, PRODUCER, FOREIGN]).not.toContain(mine);
  });

  it('open none for an event without a trace: the hop is handed on', () => {
    expect(spans.open(undefined, PRODUCER)).toBe(PRODUCER);
    expect(spans.open(undefined, undefined)).toBeUndefined();
  });
});
