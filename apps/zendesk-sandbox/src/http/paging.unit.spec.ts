import { listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from './json';

async function withTickets(count: number): Promise<SandboxClient> {
  const client = new SandboxClient();
  for (let number = 1; number <= count; number += 1) await client.ticket();
  return client;
}

function ids(body: Parameters<typeof listAt>[0]): unknown[] {
  return listAt(body, 'tickets').map((ticket) => ticket['id']);
}

describe('paging (Zendesk facts: paging)', () => {
  it('"offset: count, next_page, previous_page"; the links can be followed', async () => {
    const client = await withTickets(5);
    const first = await client.get('/api/v2/tickets.json?per_page=2');
    expect(first.body).toMatchObject({ count: 5, previous_page: null });
    const second = await client.get(textOf(first.body['next_page']));
    expect(ids(second.body)).toEqual([3, 4]);
    expect(ids((await client.get(textOf(second.body['previous_page']))).body)).toEqual([1, 2]);
    const last = await client.get(textOf(second.body['next_page']));
    expect(last.body).toMatchObject({ next_page: null, count: 5 });
    expect(ids(last.body)).toEqual([5]);
  });

  it('"cursor: page[size] ≤100, page[after]; meta{has_more, after_cursor, before_cursor}, links{next, prev}"', async () => {
    const client = await withTickets(5);
    const first = await client.get('/api/v2/tickets?page[size]=2&sort=-id');
    expect(ids(first.body)).toEqual([5, 4]);
    expect(first.body).not.toHaveProperty('count');
    expect(objectAt(first.body, 'meta')['has_more']).toBe(true);
    const second = await client.get(textOf(objectAt(first.body, 'links')['next']));
    expect(ids(second.body)).toEqual([3, 2]);
    const third = await client.get(
      `/api/v2/tickets?page[size]=2&sort=-id&page[after]=${textOf(objectAt(second.body, 'meta')['after_cursor'])}`,
    );
    expect(ids(third.body)).toEqual([1]);
    expect(objectAt(third.body, 'meta')['has_more']).toBe(false);
    expect(ids((await client.get(textOf(objectAt(third.body, 'links')['prev']))).body)).toEqual([3, 2]);
  });

  it('a cursor survives the deletion of the record it stands on', async () => {
    const client = await withTickets(4);
    const first = await client.get('/api/v2/tickets?page[size]=2');
    await client.call('DELETE', '/api/v2/tickets/2');
    const second = await client.get(textOf(objectAt(first.body, 'links')['next']));
    expect(ids(second.body)).toEqual([3, 4]);
  });

  it('"≤100 pages / 10 000 records, beyond: 400 InvalidPaginationDepth"', async () => {
    const reply = await (await withTickets(1)).get('/api/v2/tickets?page=1001&per_page=10');
    expect(reply.status).toBe(400);
    expect(listAt(reply.body, 'errors')[0]?.['code']).toBe('InvalidPaginationDepth');
  });

  it('"sort_by together with page[size] is ignored without a word"; a bad cursor sort is a 400', async () => {
    const client = await withTickets(2);
    expect(
      ids((await client.get('/api/v2/tickets?page[size]=2&sort_by=created_at&sort_order=desc')).body),
    ).toEqual([1, 2]);
    expect(ids((await client.get('/api/v2/tickets?sort_by=created_at&sort_order=desc')).body)).toEqual([
      2, 1,
    ]);
    const bad = await client.get('/api/v2/tickets?page[size]=2&sort=subject');
    expect(listAt(bad.body, 'errors')[0]?.['code']).toBe('InvalidPaginationParameter');
    expect((await client.get('/api/v2/tickets?page[size]=2&page[after]=nonsense')).status).toBe(400);
  });

  it('never gives more than 100 records', async () => {
    const client = await withTickets(101);
    expect(ids((await client.get('/api/v2/tickets?per_page=500')).body)).toHaveLength(100);
    expect(ids((await client.get('/api/v2/tickets?page[size]=500')).body)).toHaveLength(100);
  });
});
