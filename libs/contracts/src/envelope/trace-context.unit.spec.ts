import { isTraceparent, isTracestate } from './trace-context';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('isTraceparent', () => {
  it.each([
    ['one of version 00', `00-${TRACE}-${SPAN}-01`, true],
    ['one of a later version with more fields', `01-${TRACE}-${SPAN}-01-what-comes`, true],
    ['version 00 with more fields', `00-${TRACE}-${SPAN}-01-more`, false],
    ['version ff', `ff-${TRACE}-${SPAN}-01`, false],
    ['no trace', `00-${'0'.repeat(32)}-${SPAN}-01`, false],
    ['no span', `00-${TRACE}-${'0'.repeat(16)}-01`, false],
    ['upper case', `00-${TRACE.toUpperCase()}-${SPAN}-01`, false],
    ['a flag too short', `00-${TRACE}-${SPAN}-1`, false],
    ['nothing', '', false],
  ])('%s', (_name, value, expected) => {
    expect(isTraceparent(value)).toBe(expected);
  });
});

describe('isTracestate', () => {
  it.each([
    ['acme=1,other=2', true],
    ['', false],
    ['a'.repeat(513), false],
    ['acme=\n', false],
    ['acme=é', false],
  ])('%p: %s', (value, expected) => {
    expect(isTracestate(value)).toBe(expected);
  });
});
