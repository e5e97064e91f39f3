import { randomUUID } from 'node:crypto';
import { until } from '../processes';
import type { Figure } from '../report';
import { administer, type Stack } from '../stack';
import { quantile } from '../statistics';

const WARM = 100;
const MESSAGES = 200;
const TARGET_P50_MS = 25;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly receivedAt: number;
}

interface SandboxAccount {
  readonly url: string;
  readonly accessToken: string;
}

/**
 * Time from the first byte of a publisher's request to the arrival of the ticket call at Zendesk, on an idle system: one
 * message at a time, each in a conversation of its own that has a ticket already.
 */
export async function measureLatency(stack: Stack, say: (line: string) => void): Promise<readonly Figure[]> {
  const run = randomUUID().slice(0, 8);
  const account = await openAccount(stack, run);
  const tickets = WARM + MESSAGES;
  await prepare(stack, account, run, tickets);
  say(`latency: ${tickets} tickets are there`);
  const taken: number[] = [];
  for (let index = 0; index < tickets; index += 1) {
    const before = await callsOf(stack, account);
    const sent = performance.timeOrigin + performance.now();
    await publish(stack, [message(run, index, 'later')]);
    let call: Call | undefined;
    await until(
      async () => {
        call = (await callsOf(stack, account)).slice(before.length).find(({ method }) => method === 'PUT');
        return call !== undefined;
      },
      { timeoutMs: 10_000, everyMs: 5, what: `message ${index} reaches Zendesk` },
    );
    if (index >= WARM && call !== undefined) taken.push(call.receivedAt - sent);
  }
  const p50 = quantile(taken, 0.5);
  const text = `p50 ${p50.toFixed(1)} ms, p90 ${quantile(taken, 0.9).toFixed(1)} ms, p99 ${quantile(taken, 0.99).toFixed(1)} ms`;
  say(`latency: ${text}`);
  return [
    {
      name: 'idle latency, HTTP in to the Zendesk request out, four processes',
      value: text,
      target: `p50 under ${TARGET_P50_MS} ms`,
      holds: p50 < TARGET_P50_MS,
    },
  ];
}

async function sandbox(stack: Stack, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(stack.sandboxUrl + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`sandbox ${method} ${path} answered ${response.status}`);
  return response.json();
}

async function openAccount(stack: Stack, run: string): Promise<SandboxAccount> {
  const subdomain = `bench-${run}`;
  return (await sandbox(stack, 'POST', '/sandbox/accounts', {
    subdomain,
    plan: 'unlimited',
  })) as SandboxAccount;
}

async function callsOf(stack: Stack, account: SandboxAccount): Promise<readonly Call[]> {
  const path = `${new URL(account.url).pathname}/sandbox/truth?include=calls`;
  return ((await sandbox(stack, 'GET', path)) as { readonly calls: readonly Call[] }).calls;
}

async function publish(stack: Stack, events: readonly unknown[]): Promise<void> {
  const response = await fetch(`${stack.gatewayUrl}/v1/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents-batch+json',
      authorization: `Bearer ${stack.publisherToken}`,
    },
    body: JSON.stringify(events),
  });
  if (response.status !== 202) throw new Error(`the gateway answered ${response.status}`);
  await response.arrayBuffer();
}

const event = (run: string, type: string, id: string, data: unknown): unknown => ({
  specversion: '1.0',
  id: `${run}-${id}`,
  source: '/bench/latency',
  type: `parley.${type}.v1`,
  time: new Date().toISOString(),
  data,
});

function common(
  run: string,
  index: number,
): { readonly conversationId: string; readonly accountId: string; readonly contact: object } {
  const id = `${run}-${index}`;
  return {
    conversationId: id,
    accountId: `bench-${run}`,
    contact: { id, name: `Contact ${index}`, fields: { email: `contact-${id}@bench.example` } },
  };
}

const message = (run: string, index: number, which: string): unknown => {
  const id = `${which}-${index}`;
  const sentAt = new Date().toISOString();
  return event(run, 'message.received', id, {
    ...common(run, index),
    message: { id: `${run}-${id}`, text: `Message ${id}`, sentAt },
  });
};

/** Connects an organization, links an account in Mode B and waits until every conversation has its ticket. */
async function prepare(stack: Stack, account: SandboxAccount, run: string, tickets: number): Promise<void> {
  const team = `bench-team-${run}`;
  await publish(stack, [
    event(run, 'directory.account', 'account', { id: `bench-${run}`, network: 'whatsapp', name: 'Bench' }),
    event(run, 'directory.team', 'team', { id: team, name: 'Bench' }),
    event(run, 'directory.field', 'field', {
      key: 'email',
      label: 'E-mail',
      type: 'email',
      scope: 'contact',
    }),
  ]);
  await until(
    async () => JSON.stringify(await administer(stack, 'GET', '/v1/directory/teams')).includes(team),
    {
      timeoutMs: 10_000,
      everyMs: 50,
      what: 'the directory knows the team',
    },
  );
  const { id } = (await administer(stack, 'POST', '/v1/organizations', {
    url: account.url,
    accessToken: account.accessToken,
  })) as { readonly id: string };
  const configuration = (await administer(stack, 'GET', `/v1/organizations/${id}/configuration`)) as object;
  await administer(stack, 'PUT', `/v1/organizations/${id}/configuration`, {
    ...configuration,
    modeB: {
      enabled: true,
      teamId: team,
      emailField: { scope: 'contact', key: 'email' },
      continueAfterCreation: true,
    },
  });
  await administer(stack, 'POST', `/v1/organizations/${id}/accounts`, { accountIds: [`bench-${run}`] });
  await administer(stack, 'PATCH', `/v1/organizations/${id}/accounts/bench-${run}`, { enabled: true });
  for (let index = 0; index < tickets; index += 1) {
    await publish(stack, [
      message(run, index, 'first'),
      event(run, 'conversation.routed', `routed-${index}`, {
        ...common(run, index),
        teamId: team,
        by: { kind: 'bot' },
      }),
    ]);
  }
  const done = async (): Promise<boolean> => {
    const calls = await callsOf(stack, account);
    // Each ticket is one creation and one internal note.
    return (
      calls.filter(({ method, path }) => method === 'PUT' && path.startsWith('/api/v2/tickets/')).length >=
      tickets
    );
  };
  await until(done, { timeoutMs: 300_000, everyMs: 500, what: 'every conversation has its ticket' });
}
