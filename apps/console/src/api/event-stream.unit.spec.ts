import { EventStream, waitAfter } from './event-stream';
import type { Source, StreamState } from './event-stream';

/** A browser's source of events that does what it is told. */
class Told implements Source {
  readyState = 0;
  private readonly listeners = new Map<string, (event: Event) => void>();

  addEventListener(type: string, listener: unknown): void {
    this.listeners.set(type, listener as (event: Event) => void);
  }

  close(): void {
    this.readyState = 2;
  }

  tell(type: string, data?: unknown, readyState = 1): void {
    this.readyState = readyState;
    this.listeners.get(type)?.({ data: JSON.stringify(data) } as MessageEvent<string>);
  }
}

function streamOf() {
  const sources: Told[] = [];
  const states: StreamState[] = [];
  const changes: unknown[] = [];
  let resets = 0;
  const stream = new EventStream(
    () => {
      const source = new Told();
      sources.push(source);
      return source;
    },
    {
      onChanges: (told) => changes.push(...told),
      onReset: () => (resets += 1),
      onState: (state) => states.push(state),
    },
  );
  return { stream, sources, states, changes, resets: () => resets };
}

describe('the stream of changes', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('opens one source, however often it is started, and tells what changes', () => {
    const { stream, sources, states, changes } = streamOf();
    stream.start();
    stream.start();
    expect(sources).toHaveLength(1);
    sources[0]!.tell('open');
    sources[0]!.tell('changed', { changes: [{ kind: 'conversation', id: 'c' }] });
    expect(states).toEqual(['live']);
    expect(changes).toEqual([{ kind: 'conversation', id: 'c' }]);
  });

  it('leaves it to the browser to resume a stream that broke', () => {
    const { stream, sources, states } = streamOf();
    stream.start();
    sources[0]!.tell('open');
    sources[0]!.tell('error', undefined, 0);
    jest.advanceTimersByTime(120_000);
    expect(sources).toHaveLength(1);
    sources[0]!.tell('open');
    expect(states).toEqual(['live', 'reconnecting', 'live']);
  });

  it('asks for another one where the browser gave up, and asks now and then until there is one', () => {
    const { stream, sources, states, resets } = streamOf();
    stream.start();
    for (const failures of [1, 2, 3]) {
      sources.at(-1)!.tell('error', undefined, 2);
      jest.advanceTimersByTime(waitAfter(failures));
    }
    expect(sources).toHaveLength(4);
    expect(states).toEqual(['reconnecting', 'reconnecting', 'polling']);
    jest.advanceTimersByTime(60_000);
    expect(resets()).toBe(2);
    sources.at(-1)!.tell('open');
    jest.advanceTimersByTime(120_000);
    expect(resets()).toBe(2);
    expect(states.at(-1)).toBe('live');
  });

  it('takes a reset, or what it cannot read, for a change of everything', () => {
    const { stream, sources, resets } = streamOf();
    stream.start();
    sources[0]!.tell('reset', { reason: 'gap' });
    sources[0]!.tell('changed');
    expect(resets()).toBe(2);
  });

  it('waits longer after each failure, and never longer than a minute', () => {
    expect([1, 2, 3, 20].map(waitAfter)).toEqual([1_000, 2_000, 4_000, 60_000]);
  });
});
