import { until } from '../processes';
import { administer, type Stack } from '../stack';
import { ZendeskDoor } from '../zendesk-door';

/** A Zendesk takes 100 updates a minute, and Parley a fifth of them at once; so few conversations stay below that. */
export const CONVERSATIONS_PER_DESK = 12;

/** One organization at a Zendesk of its own, with conversations that have their tickets already. */
export class LatencyDesk {
  private constructor(
    private readonly stack: Stack,
    private readonly run: string,
    private readonly door: ZendeskDoor,
  ) {}

  /** Connects it, links an account in Mode B, and waits until every conversation has its ticket. */
  static async open(stack: Stack, run: string): Promise<LatencyDesk> {
    const order = { subdomain: `bench-${run}`, plan: 'unlimited' };
    const { accessToken } = (await sandbox(stack, '/sandbox/accounts', order)) as { accessToken: string };
    const desk = new LatencyDesk(stack, run, await ZendeskDoor.to(stack.sandboxUrl));
    await desk.configure(accessToken);
    for (let index = 0; index < CONVERSATIONS_PER_DESK; index += 1) await desk.routes(index);
    // Each ticket is one creation and one internal note.
    const done = (): Promise<boolean> => Promise.resolve(desk.door.updates >= CONVERSATIONS_PER_DESK);
    await until(done, { timeoutMs: 300_000, everyMs: 50, what: 'every conversation has its ticket' });
    return desk;
  }

  /** Publishes one more message of a conversation; gives the ms until its update arrives at Zendesk. */
  async timeOf(index: number): Promise<number> {
    const arrival = this.door.nextUpdate();
    const sent = performance.timeOrigin + performance.now();
    await this.publish([this.message(index, 'later')]);
    return (await arrival) - sent;
  }

  close(): void {
    this.door.close();
  }

  private async configure(accessToken: string): Promise<void> {
    const { stack, run } = this;
    const team = `bench-team-${run}`;
    await this.publish([
      this.event('directory.account', 'account', { id: `bench-${run}`, network: 'whatsapp', name: 'Bench' }),
      this.event('directory.team', 'team', { id: team, name: 'Bench' }),
      this.event('directory.field', 'field', {
        key: 'email',
        label: 'E-mail',
        type: 'email',
        scope: 'contact',
      }),
    ]);
    const known = async (): Promise<boolean> =>
      JSON.stringify(await administer(stack, 'GET', '/v1/directory/teams')).includes(team);
    await until(known, { timeoutMs: 10_000, everyMs: 50, what: 'the directory knows the team' });
    const body = { url: this.door.url, accessToken };
    const { id } = (await administer(stack, 'POST', '/v1/organizations', body)) as { readonly id: string };
    const path = `/v1/organizations/${id}`;
    const modeB = { enabled: true, teamId: team, emailField: { scope: 'contact', key: 'email' } };
    await administer(stack, 'PUT', `${path}/configuration`, { modeB });
    await administer(stack, 'POST', `${path}/accounts`, { accountIds: [`bench-${run}`] });
    await administer(stack, 'PATCH', `${path}/accounts/bench-${run}`, { enabled: true });
  }

  private routes(index: number): Promise<void> {
    const routed = { ...this.common(index), teamId: `bench-team-${this.run}`, by: { kind: 'bot' } };
    return this.publish([
      this.message(index, 'first'),
      this.event('conversation.routed', `routed-${index}`, routed),
    ]);
  }

  private async publish(events: readonly unknown[]): Promise<void> {
    const response = await fetch(`${this.stack.gatewayUrl}/v1/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents-batch+json',
        authorization: `Bearer ${this.stack.publisherToken}`,
      },
      body: JSON.stringify(events),
    });
    if (response.status !== 202) throw new Error(`the gateway answered ${response.status}`);
    await response.arrayBuffer();
  }

  private message(index: number, which: string): unknown {
    const id = `${which}-${index}`;
    const sentAt = new Date().toISOString();
    const message = { id: `${this.run}-${id}`, text: `Message ${id}`, sentAt };
    return this.event('message.received', id, { ...this.common(index), message });
  }

  private event(type: string, id: string, data: unknown): unknown {
    return {
      specversion: '1.0',
      id: `${this.run}-${id}`,
      source: '/bench/latency',
      type: `parley.${type}.v1`,
      time: new Date().toISOString(),
      data,
    };
  }

  private common(index: number): Readonly<Record<string, unknown>> {
    const id = `${this.run}-${index}`;
    return {
      conversationId: id,
      accountId: `bench-${this.run}`,
      contact: { id, name: `Contact ${index}`, fields: { email: `contact-${id}@bench.example` } },
    };
  }
}

async function sandbox(stack: Stack, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(stack.sandboxUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`sandbox POST ${path} answered ${response.status}`);
  return response.json();
}
