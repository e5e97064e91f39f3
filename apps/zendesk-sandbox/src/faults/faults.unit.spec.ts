import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADMIN_TOKEN, SandboxClient } from '../../test/sandbox-client';
import { FaultList } from './fault-list';
import type { FaultOrder } from './fault';
import { textOf } from '../http/json';

interface WireReply {
  readonly status?: number;
  readonly text?: string;
  readonly error?: string;
}

/** Creates a ticket over a real connection; tells what the client saw of it. */
async function createOverWire(port: number): Promise<WireReply> {
  const body = JSON.stringify({ ticket: { comment: { body: 'over the wire' } } });
  const headers = {
    authorization: `Bearer ${ADMIN_TOKEN}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve) => {
    const call = httpRequest(
      { port, host: '127.0.0.1', path: '/api/v2/tickets', method: 'POST', headers, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
        });
        answer.on('error', (error: NodeJS.ErrnoException) => {
          resolve({ status: answer.statusCode ?? 0, error: error.code ?? error.message });
        });
      },
    );
    call.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ error: error.code ?? error.message });
    });
    call.end(body);
  });
}

async function withFault(order: FaultOrder): Promise<{ reply: WireReply; tickets: number; call: unknown }> {
  const client = new SandboxClient();
  await client.app.listen({ port: 0, host: '127.0.0.1' });
  try {
    client.world.defaultAccount.faults.add(order);
    const reply = await createOverWire((client.app.server.address() as AddressInfo).port);
    const { tickets, calls } = client.world.defaultAccount;
    return { reply, tickets: tickets.size, call: calls.after(0, 1)[0] };
  } finally {
    await client.app.close();
  }
}

describe('faults on a real connection', () => {
  it('status: answers before the call has any effect', async () => {
    const { reply, tickets, call } = await withFault({ kind: 'status', status: 502 });
    expect([reply.status, tickets]).toEqual([502, 0]);
    expect(call).toMatchObject({ status: 502, appliedStatus: null, fault: 'status' });
  });

  it('status-after: answers 500 although the call was applied', async () => {
    const { reply, tickets, call } = await withFault({ kind: 'status-after' });
    expect(reply).toEqual({
      status: 500,
      text: '{"error":"InternalServerError","description":"Internal Server Error"}',
    });
    expect(tickets).toBe(1);
    expect(call).toMatchObject({ status: 500, appliedStatus: 201, fault: 'status-after' });
  });

  it('reset-before: cuts the connection, nothing was applied', async () => {
    const { reply, tickets, call } = await withFault({ kind: 'reset-before' });
    expect([reply, tickets]).toEqual([{ error: 'ECONNRESET' }, 0]);
    expect(call).toMatchObject({ status: null, appliedStatus: null });
  });

  it('reset-after: cuts the connection, the call was applied', async () => {
    const { reply, tickets, call } = await withFault({ kind: 'reset-after' });
    expect([reply, tickets]).toEqual([{ error: 'ECONNRESET' }, 1]);
    expect(call).toMatchObject({ status: null, appliedStatus: 201 });
  });

  it('half-answer: announces everything, sends half of it', async () => {
    const { reply, tickets } = await withFault({ kind: 'half-answer' });
    expect([reply, tickets]).toEqual([{ status: 201, error: 'ECONNRESET' }, 1]);
  });

  it('wrong-json: a 201 that cannot be parsed', async () => {
    const { reply, tickets } = await withFault({ kind: 'wrong-json' });
    expect([reply.status, tickets]).toEqual([201, 1]);
    expect(() => JSON.parse(reply.text ?? '') as unknown).toThrow(SyntaxError);
  });

  it.each(['slow-headers', 'stall', 'stall-after'] as const)(
    '%s: a late answer that is whole',
    async (kind) => {
      const started = performance.now();
      const { reply, tickets } = await withFault({ kind, delayMs: 120 });
      expect(performance.now() - started).toBeGreaterThanOrEqual(115);
      expect([reply.status, tickets]).toEqual([201, 1]);
      expect(JSON.parse(reply.text ?? '')).toHaveProperty('ticket.id', 1);
    },
  );
});

describe('faults that Zendesk would name', () => {
  it('rate-limit: 429 with Retry-After', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/faults', {
      body: { kind: 'rate-limit', retryAfterSeconds: 7, times: 2 },
    });
    const replies = [await client.createTicket(), await client.createTicket(), await client.createTicket()];
    expect(replies.map((reply) => [reply.status, reply.headers['retry-after']])).toEqual([
      [429, '7'],
      [429, '7'],
      [201, undefined],
    ]);
  });

  it('unavailable: "503 with Retry-After: database timeout; without: maintenance", which is HTML', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/faults', {
      body: { kind: 'unavailable', retryAfterSeconds: 3, times: 1 },
    });
    await client.call('POST', '/sandbox/faults', { body: { kind: 'unavailable', times: 1 } });
    expect((await client.get('/api/v2/tickets')).headers).toMatchObject({ 'retry-after': '3' });
    const html = await client.get('/api/v2/tickets');
    expect(html).toMatchObject({ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect((await client.get('/api/v2/tickets')).status).toBe(200);
  });

  it('"three 409 flavours": a database collision comes as a fault with its body', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/faults', { body: { kind: 'status', status: 409, times: 1 } });
    const deadlock = { error: 'DatabaseDeadlock', description: 'Database deadlock found' };
    await client.call('POST', '/sandbox/faults', {
      body: { kind: 'status', status: 409, times: 1, body: deadlock },
    });
    expect((await client.createTicket()).body).toEqual({
      error: 'DatabaseConflict',
      description: 'Database collision',
    });
    expect((await client.createTicket()).body).toEqual(deadlock);
  });

  it('can be listed and taken back', async () => {
    const client = new SandboxClient();
    const { body } = await client.call('POST', '/sandbox/faults', {
      body: { kind: 'status', path: '/api/v2/tickets*' },
    });
    await client.createTicket();
    expect((await client.get('/sandbox/faults')).body).toEqual({
      faults: [{ ...body, matched: 1, struck: 1 }],
    });
    expect((await client.call('DELETE', `/sandbox/faults/${textOf(body['id'])}`)).status).toBe(204);
    expect((await client.createTicket()).status).toBe(201);
    expect((await client.call('DELETE', '/sandbox/faults/99')).status).toBe(404);
    expect((await client.call('DELETE', '/sandbox/faults')).status).toBe(204);
  });
});

describe('the choice of calls', () => {
  const target = { method: 'PUT', path: '/api/v2/tickets/7', ticketId: 7 };

  function strikes(order: Omit<FaultOrder, 'kind'>, targets = 6): string {
    const list = new FaultList();
    list.add({ kind: 'status', ...order });
    return Array.from({ length: targets }, () => (list.strike(target) === undefined ? '.' : 'x')).join('');
  }

  it('by method, path and ticket', () => {
    expect(strikes({ method: 'put', path: '/api/v2/tickets/*', ticketId: 7 })).toBe('xxxxxx');
    expect(strikes({ method: 'POST' })).toBe('......');
    expect(strikes({ path: '/api/v2/tickets' })).toBe('......');
    expect(strikes({ ticketId: 8 })).toBe('......');
  });

  it('by number: the nth once, from the nth on, or the first few', () => {
    expect(strikes({ nth: 3 })).toBe('..x...');
    expect(strikes({ nth: 3, times: 2 })).toBe('..xx..');
    expect(strikes({ times: 2 })).toBe('xx....');
  });

  it('by probability, the same for the same seed', () => {
    const drawn = strikes({ probability: 0.5, seed: 1 }, 200);
    expect(drawn).toBe(strikes({ probability: 0.5, seed: 1 }, 200));
    expect(drawn).not.toBe(strikes({ probability: 0.5, seed: 2 }, 200));
    expect(drawn.split('x').length - 1).toBeGreaterThan(70);
    expect(drawn.split('x').length - 1).toBeLessThan(130);
  });
});
