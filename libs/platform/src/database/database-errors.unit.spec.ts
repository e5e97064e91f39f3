import { isDatabaseUnavailable } from './database-errors';

const coded = (code: string, message = 'failed') => Object.assign(new Error(message), { code });

describe('isDatabaseUnavailable', () => {
  it.each([
    ['08006 connection failure', coded('08006')],
    ['08003 no connection', coded('08003')],
    ['25P03 idle in transaction', coded('25P03')],
    ['25P04 transaction timeout', coded('25P04')],
    ['53300 too many connections', coded('53300')],
    ['57P01 admin shutdown', coded('57P01')],
    ['57P02 crash shutdown', coded('57P02')],
    ['57P03 starting up', coded('57P03')],
    ['refused', coded('ECONNREFUSED')],
    ['reset', coded('ECONNRESET')],
    ['a name that does not resolve', coded('EAI_AGAIN')],
    ['refused on every address', new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')])],
    ['a socket that died', new Error('Connection terminated unexpectedly')],
    [
      'a client used after its socket died',
      new Error('Client has encountered a connection error and is not queryable'),
    ],
    ['a connect that took too long', new Error('timeout exceeded when trying to connect')],
    [
      'a transaction whose connection went',
      Object.assign(new Error('released'), { name: 'QueryRunnerAlreadyReleasedError' }),
    ],
    ['the cause of another error', new Error('no batch', { cause: coded('57P01') })],
  ])('is true for %s', (_case, error) => {
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it.each([
    ['23505 unique violation', coded('23505')],
    ['40001 serialisation failure', coded('40001')],
    ['40P01 deadlock', coded('40P01')],
    ['42601 syntax error', coded('42601')],
    ['55P03 lock not available', coded('55P03')],
    ['28P01 wrong password', coded('28P01')],
    ['3D000 no such database', coded('3D000')],
    ['a bug', new TypeError('x is undefined')],
    ['something that is no error', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('is false for %s', (_case, error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  });
});
