import { administer, type Stack } from '../stack';
import { until } from '../processes';

/** A call that reached the sandbox; `receivedAt` in milliseconds since 1970. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly receivedAt: number;
}

/** A Zendesk of one section's own. */
export interface SandboxAccount {
  readonly url: string;
  readonly accessToken: string;
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

/** Makes a Zendesk without limits. */
export async function openAccount(stack: Stack, run: string): Promise<SandboxAccount> {
  const subdomain = `bench-${run}`;
  return (await sandbox(stack, 'POST', '/sandbox/accounts', {
    subdomain,
    plan: 'unlimited',
  })) as SandboxAccount;
}

/** Every call that it has received. */
export async function callsOf(stack: Stack, account: SandboxAccount): Promise<readonly Call[]> {
  const path = `${new URL(account.url).pathname}/sandbox/truth?include=calls`;
  return ((await sandbox(stack, 'GET', path)) as { readonly calls: readonly Call[] }).calls;
}

/** Publishes a batch; throws unless it was accepted. */
export async function publish(stack: Stack, events: readonly unknown[]): Promise<void> {
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

/** An event of a run. */
export const event = (run: string, type: string, id: string, data: unknown): unknown => ({
  specversion: '1.0',
  id: `${run}-${id}`,
  source: '/bench/changes',
  type: `parley.${type}.v1`,
  time: new Date().toISOString(),
  data,
});

/** What every event of the run's n-th conversation says. */
export function common(
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

/** A message of the contact in the run's n-th conversation. */
export const message = (run: string, index: number, which: string): unknown => {
  const id = `${which}-${index}`;
  const sentAt = new Date().toISOString();
  return event(run, 'message.received', id, {
    ...common(run, index),
    message: { id: `${run}-${id}`, text: `Message ${id}`, sentAt },
  });
};

/** Connects an organization with the given modes and links the run's account; the team of Mode B comes back. */
export async function connect(
  stack: Stack,
  account: SandboxAccount,
  run: string,
  modes: { readonly modeA?: { readonly enabled: boolean } } = {},
): Promise<{ readonly organizationId: string; readonly team: string }> {
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
    ...modes,
    modeB: {
      enabled: true,
      teamId: team,
      emailField: { scope: 'contact', key: 'email' },
      continueAfterCreation: true,
    },
  });
  await administer(stack, 'POST', `/v1/organizations/${id}/accounts`, { accountIds: [`bench-${run}`] });
  await administer(stack, 'PATCH', `/v1/organizations/${id}/accounts/bench-${run}`, { enabled: true });
  return { organizationId: id, team };
}
