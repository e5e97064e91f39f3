import { withoutAbsent } from './envelope';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('withoutAbsent', () => {
  it('gives the same object where there is nothing to leave out', () => {
    const event = { id: '1', traceparent: TRACEPARENT, tracestate: 'acme=1', data: { left: null } };
    expect(withoutAbsent(event)).toBe(event);
  });

  it('leaves nulls inside the data alone', () => {
    expect(withoutAbsent({ id: '1', subject: null, data: { teamId: null } })).toEqual({
      id: '1',
      data: { teamId: null },
    });
  });

  it.each([
    ['a traceparent that is none, with its tracestate', { traceparent: 'x', tracestate: 'acme=1' }, {}],
    ['a tracestate without traceparent', { tracestate: 'acme=1' }, {}],
    ['a tracestate whose traceparent is null', { traceparent: null, tracestate: 'acme=1' }, {}],
    [
      'a tracestate that is none',
      { traceparent: TRACEPARENT, tracestate: 'acme=\n' },
      { traceparent: TRACEPARENT },
    ],
  ])('leaves out %s', (_name, attributes, left) => {
    expect(withoutAbsent({ id: '1', ...attributes })).toEqual({ id: '1', ...left });
  });

  it('leaves a traceparent that is no text to the schema', () => {
    expect(withoutAbsent({ traceparent: 7 })).toEqual({ traceparent: 7 });
  });
});
