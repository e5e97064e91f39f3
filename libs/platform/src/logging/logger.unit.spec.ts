import { configureLogging, createLogger } from './logger';

const lines: Record<string, unknown>[] = [];

beforeAll(() =>
  configureLogging({
    service: 'ticket-writer',
    level: 'info',
    destination: { write: (line) => lines.push(JSON.parse(line)) },
  }),
);
beforeEach(() => lines.splice(0));

describe('createLogger', () => {
  it('writes JSON lines with time, level, service and component', () => {
    createLogger('lanes').info({ lane: 7 }, 'claimed');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        name: 'lanes',
        service: 'ticket-writer',
        lane: 7,
        msg: 'claimed',
      },
    ]);
  });

  it('writes of an error only its class, code, text and stack, since drivers put rows and parameters into the rest', () => {
    const cause = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (email)=(ada@example.com) exists',
      parameters: ['secret'],
    });
    createLogger('lanes').error({ err: new RangeError('no lane', { cause }) }, 'failed');
    expect(lines[0]?.['err']).toEqual({
      type: 'RangeError',
      message: 'no lane',
      stack: expect.stringContaining('no lane'),
      cause: { type: 'Error', code: '23505', message: 'duplicate key', stack: expect.any(String) },
    });
  });

  it('follows the level that is set later', () => {
    const logger = createLogger('lanes');
    logger.debug('hidden');
    configureLogging({ level: 'debug' });
    logger.debug('shown');
    configureLogging({ level: 'info' });
    expect(lines.map((line) => line['msg'])).toEqual(['shown']);
  });
});
