import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import { classify } from './classify';
import type { Exchange } from './exchange';

const start = { method: 'PUT', path: '/api/v2/tickets/35', durationMs: 12 } as const;
const shape = TypeCompiler.Compile(Type.Object({ ticket: Type.Object({ id: Type.Integer() }) }));

function answered(status: number, body: unknown, headers: Record<string, string> = {}): Exchange {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', status, headers, body: Buffer.from(text) };
}
const unprocessable = (details: unknown): Exchange =>
  answered(422, { error: 'RecordInvalid', description: 'Record validation errors', details });

describe('classify (effects on Zendesk: never twice, never lost)', () => {
  it('takes a readable 2xx of the expected shape for applied', () => {
    const headers = {
      'x-zendesk-request-id': 'req-1',
      'x-idempotency-lookup': 'hit',
      'x-zendesk-api-warn': '{:unpermitted_keys=>["coment"]}',
    };
    expect(classify(start, answered(200, { ticket: { id: 35 } }, headers), shape)).toEqual({
      ...start,
      kind: 'ok',
      status: 200,
      requestId: 'req-1',
      body: { ticket: { id: 35 } },
      replayed: true,
      unpermittedKeys: ['coment'],
    });
  });

  const unknown: readonly (readonly [string, Exchange, object])[] = [
    ['a time-out', { kind: 'broken', cause: 'timeout', code: 'timeout' }, { reason: 'timeout' }],
    [
      'a reset after connecting',
      { kind: 'broken', cause: 'lost', code: 'ECONNRESET' },
      { reason: 'connection-lost' },
    ],
    [
      'an answer that broke off after 422',
      { kind: 'broken', cause: 'lost', code: 'x', status: 422 },
      { reason: 'connection-lost' },
    ],
    [
      'an answer that is too large',
      { kind: 'broken', cause: 'too-large', code: 'x', status: 200 },
      { reason: 'unreadable-answer' },
    ],
    ['500', answered(500, '<html>'), { reason: 'server-error', status: 500 }],
    ['502', answered(502, ''), { reason: 'server-error' }],
    [
      '503 with Retry-After',
      answered(503, '', { 'retry-after': '7' }),
      { reason: 'server-error', retryAfterMs: 7_000 },
    ],
    ['504', answered(504, ''), { reason: 'server-error' }],
    ['408', answered(408, ''), { reason: 'timeout' }],
    [
      '2xx that is not JSON',
      answered(200, '<html>ok</html>'),
      { reason: 'unreadable-answer', detail: 'not JSON' },
    ],
    ['2xx cut short', answered(201, '{"ticket":{"id":3'), { reason: 'unreadable-answer' }],
    ['an empty 2xx where a body was promised', answered(200, ''), { reason: 'unreadable-answer' }],
    [
      '2xx of another shape',
      answered(200, { ticket: { id: 'x' } }),
      { reason: 'unreadable-answer', detail: 'unexpected shape at /ticket/id' },
    ],
    [
      '409 DatabaseConflict',
      answered(409, { error: 'DatabaseConflict' }),
      { reason: 'database-conflict', detail: 'DatabaseConflict' },
    ],
    ['409 DatabaseDeadlock', answered(409, { error: 'DatabaseDeadlock' }), { reason: 'database-conflict' }],
    ['409 without a readable body', answered(409, '<html>'), { reason: 'database-conflict' }],
  ];
  it.each(unknown)('says nobody knows after %s', (_name, exchange, expected) => {
    expect(classify(start, exchange, shape)).toMatchObject({ kind: 'unknown', ...expected });
  });

  const sure: readonly (readonly [string, Exchange, object])[] = [
    [
      'a connection that was refused',
      { kind: 'not-sent', code: 'ECONNREFUSED' },
      { kind: 'not-sent', reason: 'connect-failed' },
    ],
    [
      'a private address',
      { kind: 'not-sent', code: 'PRIVATE_ADDRESS' },
      { kind: 'not-sent', reason: 'host-refused' },
    ],
    ['401', answered(401, { error: 'invalid_token' }), { kind: 'unauthorised', sent: true }],
    [
      '401 that broke off',
      { kind: 'broken', cause: 'lost', code: 'x', status: 401 },
      { kind: 'unauthorised' },
    ],
    [
      '403, whose error is an object',
      answered(403, { error: { title: 'Forbidden', message: 'no' } }),
      { kind: 'refused', code: 'forbidden', detail: 'Forbidden' },
    ],
    [
      '429 with Retry-After',
      answered(429, 'Number of allowed API requests', { 'retry-after': '31' }),
      { kind: 'rate-limited', retryAfterMs: 31_000, sent: true },
    ],
    [
      '429 with a date',
      answered(429, '', {
        date: 'Sat, 21 Nov 2026 09:00:00 GMT',
        'retry-after': 'Sat, 21 Nov 2026 09:00:05 GMT',
      }),
      { retryAfterMs: 5_000 },
    ],
    ['429 that says nothing', answered(429, ''), { kind: 'rate-limited', retryAfterMs: 10_000 }],
    [
      'a stale safe update',
      answered(409, { error: 'UpdateConflict', description: 'Safe Update prevented' }),
      { kind: 'conflict', status: 409 },
    ],
    [
      '400',
      answered(400, { error: 'BadRequest' }),
      { kind: 'refused', code: 'bad-request', detail: 'BadRequest' },
    ],
    [
      '400 as plain text',
      answered(400, 'nope'),
      { kind: 'refused', code: 'bad-request', detail: 'status 400' },
    ],
    [
      '400 about the idempotency key',
      answered(400, { error: 'IdempotentRequestError' }),
      { code: 'idempotency-mismatch' },
    ],
    [
      '404',
      answered(404, { error: 'RecordNotFound' }),
      { kind: 'refused', code: 'not-found', detail: 'RecordNotFound' },
    ],
    ['413', answered(413, ''), { kind: 'refused', code: 'too-large' }],
    ['a redirect', answered(302, ''), { kind: 'refused', code: 'redirected' }],
    ['418', answered(418, ''), { kind: 'refused', code: 'refused' }],
    [
      '422 on a closed ticket',
      unprocessable({ status: [{ description: 'Status: closed prevents ticket update' }] }),
      { code: 'ticket-closed', detail: 'status: invalid' },
    ],
    [
      '422 on a closed ticket, newer wording',
      unprocessable({ base: [{ description: 'x', error: 'ClosedTicket' }] }),
      { code: 'ticket-closed' },
    ],
    [
      '422 for a suspended requester',
      unprocessable({
        requester: [{ description: 'Requester: Ada Lovelace is suspended.', error: 'UserSuspended' }],
      }),
      { code: 'user-suspended' },
    ],
    [
      '422 for a suspended requester, older wording',
      unprocessable({ requester: [{ description: 'Requester: Ada Lovelace is suspended.' }] }),
      { code: 'user-suspended' },
    ],
    [
      '422 on a duplicate address',
      unprocessable({
        email: [
          {
            description: 'Email: a@b.example is already being used by another user',
            error: 'DuplicateValue',
          },
        ],
      }),
      { code: 'duplicate-value', fields: [{ field: 'email', code: 'DuplicateValue' }] },
    ],
    [
      '422 with the code under "type"',
      unprocessable({ external_id: [{ description: 'x', type: 'DuplicateValue' }] }),
      { code: 'duplicate-value' },
    ],
    [
      '422 at 5,000 comments',
      unprocessable({ comment: [{ description: 'Comment: too many comments (limit 5,000)' }] }),
      { code: 'too-many-comments' },
    ],
    [
      '422 about anything else',
      unprocessable({ base: [{ description: 'Assignee is required when solving a ticket' }] }),
      { code: 'invalid', detail: 'base: invalid' },
    ],
    [
      '422 in a form nobody knows',
      answered(422, { error: 'Strange', details: { base: 'text' } }),
      { code: 'invalid' },
    ],
    ['422 that is not JSON', answered(422, '<html>'), { code: 'invalid', detail: 'status 422' }],
  ];
  it.each(sure)('knows that nothing was applied after %s', (_name, exchange, expected) => {
    expect(classify(start, exchange, shape)).toMatchObject(expected);
  });

  it('puts no description of Zendesk into what may be logged, since it names people', () => {
    const outcome = classify(
      start,
      unprocessable({
        requester: [
          { description: 'Requester: Ada Lovelace is suspended.', error: 'Ada Lovelace <ada@b.example>' },
        ],
      }),
    );
    const loggable = { ...outcome, body: undefined };
    expect(JSON.stringify(loggable)).not.toMatch(/Ada|example/);
  });
});
