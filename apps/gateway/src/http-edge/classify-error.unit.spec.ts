import { NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { ALL_PROBLEM_CODES, PROBLEM_CODES } from '@parley/contracts';
import { classifyError } from './classify-error';
import { ProblemError } from './problem';

function fastifyError(code: string, statusCode: number): Error {
  return Object.assign(new Error('quotes what somebody wrote'), { code, statusCode });
}

describe('classifyError', () => {
  it.each([
    [fastifyError('FST_ERR_CTP_BODY_TOO_LARGE', 413), 'body-too-large'],
    [fastifyError('FST_ERR_CTP_INVALID_MEDIA_TYPE', 415), 'media-type-unsupported'],
    [fastifyError('FST_ERR_CTP_INVALID_JSON_BODY', 400), 'unreadable-body'],
    [fastifyError('FST_ERR_CTP_EMPTY_JSON_BODY', 400), 'unreadable-body'],
    [fastifyError('FST_ERR_BAD_URL', 400), 'unreadable-request'],
    [new NotFoundException(), 'route-unknown'],
    [new ServiceUnavailableException(), 'shutting-down'],
    [Object.assign(new Error('terminating connection'), { code: '57P01' }), 'database-unavailable'],
    [new TypeError('x is not a function'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal'],
  ])('%p is %s', (error, code) => {
    expect(classifyError(error).code).toBe(code);
  });

  it('lets a problem through as it is', () => {
    const problem = new ProblemError('team-unknown', 'No such team.');
    expect(classifyError(problem)).toBe(problem);
  });

  it('never lets the text of a foreign error out', () => {
    const body = classifyError(fastifyError('ANYTHING', 422)).toBody();
    expect(JSON.stringify(body)).not.toContain('somebody wrote');
  });

  it.each(ALL_PROBLEM_CODES)('%s has a status and a body by RFC 9457', (code) => {
    const body = new ProblemError(code, 'Because.').toBody();
    expect(body).toEqual({
      type: `urn:parley:problem:${code}`,
      code,
      detail: 'Because.',
      ...PROBLEM_CODES[code],
    });
  });
});
