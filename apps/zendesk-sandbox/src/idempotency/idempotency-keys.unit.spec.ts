import { objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

const KEY = { 'idempotency-key': 'effect-1' };

describe('Idempotency-Key (Zendesk facts: idempotency)', () => {
  it('"x-idempotency-lookup: miss on first use, hit on a replay; the replay returns the stored response"', async () => {
    const client = new SandboxClient();
    const first = await client.createTicket({ subject: 'once' }, KEY);
    await client.update(1, { subject: 'changed since' });
    const again = await client.createTicket({ subject: 'once' }, KEY);
    expect(first.headers['x-idempotency-lookup']).toBe('miss');
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers).toMatchObject({
      'x-idempotency-lookup': 'hit',
      location: first.headers['location'],
    });
    expect(client.world.defaultAccount.tickets.size).toBe(1);
  });

  it('"same key, different parameters: 400 IdempotentRequestError"', async () => {
    const client = new SandboxClient();
    await client.createTicket({ subject: 'one' }, KEY);
    const other = await client.createTicket({ subject: 'two' }, KEY);
    expect(other).toMatchObject({
      status: 400,
      body: {
        error: 'IdempotentRequestError',
        description: "Request parameters don't match the given idempotency key",
      },
    });
    expect(client.world.defaultAccount.tickets.size).toBe(1);
  });

  it('"keys live 2 hours. After that the same key creates a second ticket"', async () => {
    const client = new SandboxClient();
    await client.createTicket({}, KEY);
    await client.advance(2 * 3600 - 1);
    expect((await client.createTicket({}, KEY)).headers['x-idempotency-lookup']).toBe('hit');
    await client.advance(1);
    const late = await client.createTicket({}, KEY);
    expect(late.headers['x-idempotency-lookup']).toBe('miss');
    expect(objectAt(late.body, 'ticket')['id']).toBe(2);
  });

  it('compares parameters, not the bytes they were written in', async () => {
    const client = new SandboxClient();
    const comment = { html_body: 'x', public: true };
    await client.call('POST', '/api/v2/tickets', {
      body: { ticket: { subject: 's', comment } },
      headers: KEY,
    });
    const swapped = await client.call('POST', '/api/v2/tickets', {
      body: { ticket: { comment, subject: 's' } },
      headers: KEY,
    });
    expect(swapped.headers['x-idempotency-lookup']).toBe('hit');
  });

  it('keeps no refusal: a corrected call with the same key goes through', async () => {
    const client = new SandboxClient();
    const user = await client.user({ name: 'Eve', suspended: true });
    const fields = { requester_id: user['id'] ?? null };
    expect((await client.createTicket(fields, KEY)).status).toBe(422);
    await client.call('PUT', `/api/v2/users/${textOf(user['id'])}`, { body: { user: { suspended: false } } });
    expect((await client.createTicket(fields, KEY)).status).toBe(201);
  });

  it('"supported for ticket creation only": a repeated update adds a second comment', async () => {
    const client = new SandboxClient();
    await client.ticket();
    for (let time = 0; time < 2; time += 1) {
      const body = { ticket: { comment: { body: 'again' } } };
      expect((await client.call('PUT', '/api/v2/tickets/1', { body, headers: KEY })).status).toBe(200);
    }
    expect((await client.get('/api/v2/tickets/1/comments')).body['count']).toBe(3);
  });
});
