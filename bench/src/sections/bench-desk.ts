import { until } from '../processes';
import { administer, type Stack } from '../stack';
import { ZendeskDoor } from '../zendesk-door';

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
  source: '/bench',
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

/** An organization in both modes at a Zendesk of its own, with one account and one customer. */
export interface BenchDesk {
  readonly stack: Stack;
  readonly door: ZendeskDoor;
  readonly run: string;
  readonly organizationId: string;
  readonly team: string;
  readonly userId: number;
}

/** The routing of the run's n-th conversation to the desk's team. */
export function routed({ run, team }: BenchDesk, index: number): unknown {
  const data = { ...common(run, index), teamId: team, by: { kind: 'bot' } };
  return event(run, 'conversation.routed', `routed-${index}`, data);
}

/** Connects and configures it; its account is on. */
export async function openDesk(stack: Stack, run: string): Promise<BenchDesk> {
  const order = { subdomain: `bench-${run}`, plan: 'unlimited' };
  const { accessToken } = await post<{ accessToken: string }>(`${stack.sandboxUrl}/sandbox/accounts`, order);
  const door = await ZendeskDoor.to(stack.sandboxUrl);
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
  const known = async (): Promise<boolean> =>
    JSON.stringify(await administer(stack, 'GET', '/v1/directory/teams')).includes(team);
  await until(known, { timeoutMs: 10_000, everyMs: 50, what: 'the directory knows the team' });
  const body = { url: door.url, accessToken };
  const { id } = (await administer(stack, 'POST', '/v1/organizations', body)) as { readonly id: string };
  const path = `/v1/organizations/${id}`;
  const modeB = { enabled: true, teamId: team, emailField: { scope: 'contact', key: 'email' } };
  await administer(stack, 'PUT', `${path}/configuration`, { modeA: { enabled: true }, modeB });
  await administer(stack, 'POST', `${path}/accounts`, { accountIds: [`bench-${run}`] });
  await administer(stack, 'PATCH', `${path}/accounts/bench-${run}`, { enabled: true });
  const customer = { user: { name: 'Ada Lovelace', email: 'ada@bench.example', verified: true } };
  const { user } = await post<{ user: { id: number } }>(`${door.url}/api/v2/users`, customer, accessToken);
  return { stack, door, run, organizationId: id, team, userId: user.id };
}

async function post<Answer>(url: string, body: unknown, token?: string): Promise<Answer> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}`);
  return (await response.json()) as Answer;
}
