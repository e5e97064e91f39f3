import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { configureLogging } from '@parley/platform';
import { CustomerServiceClient } from './customer-service-client';

const TOKEN = 'a-credential-of-the-services-in-tests';
const QUERY = { query: 'ada', searchFields: ['name'], displayFields: ['name'] };
const FOUND = { zendeskUserId: 7, suspended: false, fields: { name: 'Ada' } };

describe('asking customer-service', () => {
  let server: Server;
  let nowMs: number;
  let client: CustomerServiceClient;
  let asked: { readonly url: string; readonly authorization: string | undefined; readonly body: string }[];
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let silent: boolean;

  beforeEach(async () => {
    configureLogging({ level: 'silent' });
    [nowMs, asked, silent] = [0, [], false];
    answer = { status: 200, body: JSON.stringify({ items: [FOUND], complete: true }) };
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { url = '', headers } = request;
        asked.push({ url, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
        if (silent) return;
        response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        response.end(answer.body);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    client = clientOf(20_000);
  });
  afterEach(() => close());

  function clientOf(answerWithinMs: number): CustomerServiceClient {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new CustomerServiceClient({ url, token: TOKEN, answerWithinMs }, { monotonicMs: () => nowMs });
  }

  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  const ask = () => client.ask('org/1', 'search', QUERY);

  it('shows its credential, and gives the answer', async () => {
    expect(await ask()).toEqual({ items: [FOUND], complete: true });
    expect(asked).toEqual([
      {
        url: '/internal/v1/organizations/org%2F1/search',
        authorization: `Bearer ${TOKEN}`,
        body: JSON.stringify(QUERY),
      },
    ]);
  });

  it('gives on the problem that customer-service names', async () => {
    const problem = { code: 'customer-exists', detail: 'Somebody has it.', zendeskUserId: 7, secret: 'no' };
    answer = { status: 409, body: JSON.stringify(problem) };
    await expect(ask()).rejects.toMatchObject({
      code: 'customer-exists',
      status: 409,
      detail: 'Somebody has it.',
      extras: { members: { zendeskUserId: 7 } },
    });
    answer = {
      status: 503,
      body: JSON.stringify({ code: 'zendesk-busy', detail: 'Later.' }),
      headers: { 'retry-after': '7' },
    };
    await expect(ask()).rejects.toMatchObject({ extras: { headers: { 'retry-after': '7' } } });
  });

  it.each([
    ['a problem that nobody knows', 500, { code: 'surprise', detail: 'x' }],
    ['the refusal of its credential', 403, { statusCode: 403, message: 'Forbidden resource' }],
    ['an answer of another shape', 200, { items: [{ id: 7 }] }],
  ])('takes %s for a service that cannot be used', async (_what, status, body) => {
    answer = { status, body: JSON.stringify(body) };
    await expect(ask()).rejects.toMatchObject({ code: 'customer-service-unavailable', status: 503 });
  });

  it('says at once that the service is away after three calls without an answer, and tries again after two seconds', async () => {
    client = clientOf(1_000);
    silent = true;
    for (let call = 0; call < 3; call += 1)
      await expect(ask()).rejects.toMatchObject({ code: 'customer-service-unavailable' });
    expect(asked).toHaveLength(3);
    silent = false;
    await expect(ask()).rejects.toMatchObject({
      status: 503,
      extras: { headers: { 'retry-after': '2' } },
    });
    expect(asked).toHaveLength(3);
    nowMs += 2_000;
    expect(await ask()).toMatchObject({ complete: true });
    silent = true;
    await expect(ask()).rejects.toMatchObject({ code: 'customer-service-unavailable' });
    silent = false;
    expect(await ask()).toMatchObject({ complete: true });
  });
});
