import { classifyFailure, describeCause, WorkFailedError } from './classify-failure';

const coded = (code: string): Error => Object.assign(new Error(`SQLSTATE ${code}`), { code });

describe('a failed batch', () => {
  it.each([
    ['08006', 'database-unavailable'],
    ['57P01', 'database-unavailable'],
    ['25P03', 'database-unavailable'],
    ['ECONNREFUSED', 'database-unavailable'],
    ['40P01', 'database-conflict'],
    ['55P03', 'database-busy'],
    ['57014', 'database-unavailable'],
    ['53100', 'database-full'],
    ['58030', 'database-broken'],
    ['XX001', 'database-broken'],
    ['42P01', 'schema-mismatch'],
  ])('is tried again on %s, inside the work and outside', (code, reason) => {
    expect(classifyFailure(coded(code))).toEqual({ kind: 'again', reason });
    expect(classifyFailure(new WorkFailedError(coded(code)))).toEqual({ kind: 'again', reason });
  });

  it.each([
    ['a bug', new TypeError('undefined is not a function')],
    ['data that a constraint refuses', coded('23505')],
    ['data that cannot be computed', coded('22012')],
    ['an error with a code of its own', coded('conversation-broken')],
  ])('is the fold’s when the work threw %s', (_, cause) => {
    expect(classifyFailure(new WorkFailedError(cause))).toEqual({ kind: 'fold', cause });
  });

  it('is the fold’s when the work swallowed an error of the database', () => {
    const cause = coded('25P02');
    expect(classifyFailure(cause)).toEqual({ kind: 'fold', cause });
  });

  it('parks nobody for our own faults', () => {
    expect(classifyFailure(new TypeError('ours'))).toEqual({ kind: 'again', reason: 'processing-failed' });
  });

  it('is described by a code and a text', () => {
    expect(describeCause(new RangeError('too far'))).toEqual({ code: 'RangeError', detail: 'too far' });
    expect(describeCause(coded('22012')).code).toBe('22012');
    expect(describeCause('thrown text').code).toBe('unknown');
  });
});
