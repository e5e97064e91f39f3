import { listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { popDueTask, pushDueTask, type DueTask } from './due-task';

describe('what happens by itself (Zendesk facts: statuses, external_id)', () => {
  async function withSolvedTicket(): Promise<SandboxClient> {
    const client = new SandboxClient({ autoAssignSolver: true });
    await client.ticket({ external_id: 'e' });
    await client.update(1, { status: 'solved' });
    return client;
  }

  async function statusOf(client: SandboxClient): Promise<unknown> {
    return objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket')['status'];
  }

  it('"the default automation closes solved tickets after 4 days", as a business rule', async () => {
    const client = await withSolvedTicket();
    await client.advance(4 * 86_400 - 1);
    expect(await statusOf(client)).toBe('solved');
    await client.advance(1);
    expect(await statusOf(client)).toBe('closed');
    const audit = listAt((await client.get('/api/v2/tickets/1/audits?sort_order=desc')).body, 'audits')[0];
    expect(audit).toMatchObject({ author_id: -1, via: { channel: 'rule', source: { rel: 'automation' } } });
  });

  it('a ticket that was opened and solved again waits its four days from then', async () => {
    const client = await withSolvedTicket();
    await client.advance(3 * 86_400);
    await client.update(1, { status: 'open' });
    await client.update(1, { status: 'solved' });
    await client.advance(3 * 86_400);
    expect(await statusOf(client)).toBe('solved');
    await client.advance(86_400);
    expect(await statusOf(client)).toBe('closed');
  });

  it('"List Tickets leaves out archived tickets, archived about 120 days after closing; they stay readable by id and via search"', async () => {
    const client = await withSolvedTicket();
    await client.advance(4 * 86_400);
    await client.advance(120 * 86_400 - 1);
    expect((await client.get('/api/v2/tickets?external_id=e')).body['count']).toBe(1);
    await client.advance(1);
    expect((await client.get('/api/v2/tickets?external_id=e')).body['count']).toBe(0);
    expect(await statusOf(client)).toBe('closed');
    expect((await client.get('/api/v2/search?query=type:ticket external_id:e')).body['count']).toBe(1);
  });
});

describe('the plan of due tasks', () => {
  it('gives the earliest task first and none before its time', () => {
    const heap: DueTask[] = [];
    const moments = [50, 10, 40, 20, 30, 10, 60, 5];
    for (const [ticketId, at] of moments.entries())
      pushDueTask(heap, { kind: 'archive', ticketId, at, since: 0 });
    const taken: number[] = [];
    for (let task = popDueTask(heap, 45); task !== undefined; task = popDueTask(heap, 45))
      taken.push(task.at);
    expect(taken).toEqual([5, 10, 10, 20, 30, 40]);
    expect(heap.map((task) => task.at).toSorted((one, other) => one - other)).toEqual([50, 60]);
  });
});
