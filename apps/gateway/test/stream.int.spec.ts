import { aConversation, eventually } from '@parley/testing';
import { Administrator, json } from './administrator';
import { GatewayHarness } from './gateway-harness';

/** What a page reads from the stream. */
class Page {
  private text = '';
  ended = false;
  private constructor(readonly answer: Response) {}

  static async open(
    gateway: GatewayHarness,
    query = '',
    headers: Record<string, string> = {},
  ): Promise<Page> {
    const answer = await gateway.as('advisor', 'GET', `/v1/stream${query}`, undefined, headers);
    const page = new Page(answer);
    void page.read();
    return page;
  }

  get events(): readonly { readonly event: string; readonly id: string; readonly data: Told }[] {
    const blocks = this.text.split('\n\n').filter((block) => block.startsWith('event: '));
    return blocks.map((block) => {
      const [event, id, data] = block.split('\n').map((line) => line.slice(line.indexOf(': ') + 2));
      return { event: event ?? '', id: id ?? '', data: JSON.parse(data ?? '{}') as Told };
    });
  }

  get told(): readonly string[] {
    return this.events.flatMap(({ data }) => (data.changes ?? []).map(({ kind, id }) => `${kind} ${id}`));
  }

  private async read(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.answer.body ?? []) this.text += decoder.decode(chunk, { stream: true });
    this.ended = true;
  }
}

interface Told {
  readonly reason?: string;
  readonly changes?: readonly { readonly kind: string; readonly id: string }[];
}

let gateway: GatewayHarness;
let token: string;
beforeAll(async () => {
  gateway = await GatewayHarness.start();
  token = (await gateway.publisher()).token;
});
afterAll(() => gateway.stop());

const publish = (id: string) =>
  gateway.publish(token, aConversation(id).contactWrites('a secret text').events());

describe('X2: what changes, as it changes', () => {
  let lastId = '';

  it('begins with a reset and tells ids of what changed, without a word of it', async () => {
    const page = await Page.open(gateway);
    expect(page.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(page.answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    await eventually(() => page.events[0]?.data.reason === 'started');
    await publish('stream-1');
    await eventually(() => page.told.includes('conversation stream-1'));
    const organization = await new Administrator(gateway).connect();
    await eventually(() => page.told.includes(`organization ${organization}`));
    expect(JSON.stringify(page.events)).not.toContain('secret');
    lastId = page.events.at(-1)?.id ?? '';
  });

  it('goes on after the last event that was seen, and begins anew after one that nobody knows', async () => {
    await publish('stream-2');
    await eventually(async () => (await gateway.as('advisor', 'GET', '/v1/conversations/stream-2')).ok);
    const resumed = await Page.open(gateway, '', { 'last-event-id': lastId });
    await eventually(() => resumed.told.includes('conversation stream-2'));
    expect(resumed.events[0]?.event).toBe('changed');
    const lost = await Page.open(gateway, '', { 'last-event-id': '1-1' });
    await eventually(() => lost.events[0]?.data.reason === 'gap');
  });

  it('leaves out what a page did not ask for', async () => {
    const page = await Page.open(gateway, '?conversationId=stream-3');
    await publish('stream-4');
    await publish('stream-3');
    await eventually(() => page.told.includes('conversation stream-3'));
    expect(page.told).toEqual(['conversation stream-3']);
    expect(await json(gateway.as('advisor', 'GET', '/v1/stream?organisation=x'), 400)).toMatchObject({
      code: 'invalid-parameters',
    });
  });

  it('shows operators how everything is together, and advisors not', async () => {
    const overview = await json<{ throughput: { events: number }[] }>(
      gateway.as('operator', 'GET', '/v1/overview'),
    );
    expect(overview).toMatchObject({
      conversations: { syncing: 0, parked: 0 },
      freshnessSeconds: 0,
      organizations: [{ state: 'active', lanesBehind: 0, breakers: [], openAlerts: 0 }],
    });
    expect(overview.throughput.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThanOrEqual(4);
    expect(await json(gateway.as('advisor', 'GET', '/v1/overview'), 403)).toMatchObject({
      code: 'role-not-allowed',
    });
  });

  it('ends when the process does, which does not wait for it', async () => {
    const page = await Page.open(gateway);
    const before = performance.now();
    await gateway.service.stop();
    await eventually(() => page.ended);
    expect(performance.now() - before).toBeLessThan(10_000);
  });
});
