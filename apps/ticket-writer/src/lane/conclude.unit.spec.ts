import type { Refused } from '@parley/zendesk';
import { rejectedBy } from './conclude';

const CUSTOMER = 7;

/** A comment of somebody, in hand. */
function commentOf(authorId: number): Parameters<typeof rejectedBy>[0] {
  const body = Buffer.from(JSON.stringify({ ticket: { comment: { html_body: '', author_id: authorId } } }));
  return { record: { customerId: CUSTOMER }, effect: { body } };
}

function refusal(code: Refused['code'], ...fields: readonly string[]): Refused {
  return {
    kind: 'refused',
    method: 'PUT',
    path: '/api/v2/tickets/35',
    durationMs: 1,
    status: 422,
    code,
    detail: fields.join(),
    fields: fields.map((field) => ({ field, code: 'InvalidValue' })),
    body: {},
  };
}

describe('what a refusal of the data means (G7, G8)', () => {
  it.each([
    ['C4', 'a suspended requester', refusal('user-suspended', 'requester'), CUSTOMER, 'customer-suspended'],
    ['C5', 'a requester who is gone', refusal('invalid', 'requester_id'), CUSTOMER, 'customer-not-found'],
    ['C5', 'an author who is the requester', refusal('invalid', 'author_id'), CUSTOMER, 'customer-not-found'],
  ])('%s: holds for %s, until customer-service knows more', (_rule, _what, refused, author, reason) => {
    expect(rejectedBy(commentOf(author), refused)).toMatchObject({
      state: 'rejected',
      reason,
      halt: { state: 'held', reason, retryAfterMs: 300_000 },
    });
  });

  it.each([
    ['an author who is an agent', refusal('invalid', 'author_id'), 99],
    ['anything else about the ticket', refusal('invalid', 'requester_id', 'priority'), CUSTOMER],
    ['no field at all', refusal('invalid'), CUSTOMER],
  ])('G8: parks for a person because of %s', (_what, refused, author) => {
    expect(rejectedBy(commentOf(author), refused).halt).toMatchObject({
      state: 'parked',
      reason: 'rejected-by-zendesk',
    });
  });
});
