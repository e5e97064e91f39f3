import { listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { parseQuery } from './query';
import { textOf } from '../http/json';

async function names(client: SandboxClient, query: string): Promise<unknown[]> {
  const reply = await client.get(`/api/v2/users/search?query=${encodeURIComponent(query)}`);
  return listAt(reply.body, 'users').map((user) => user['name']);
}

async function ticketIds(client: SandboxClient, query: string): Promise<unknown[]> {
  const reply = await client.get(
    `/api/v2/search?query=${encodeURIComponent(`type:ticket ${query}`)}&sort_by=created_at&sort_order=asc`,
  );
  return listAt(reply.body, 'results').map((ticket) => ticket['id']);
}

describe('index lag (Zendesk facts: consistency of reads)', () => {
  it('"new or changed records can take minutes to appear" while reads by id are current', async () => {
    const client = new SandboxClient({ indexLagSeconds: 60 });
    const { id } = await client.user({ name: 'Ada', email: 'ada@example.com', external_id: 'x-1' });
    expect(await names(client, 'email:ada@example.com')).toEqual([]);
    expect((await client.get('/api/v2/users/search?external_id=x-1')).body['count']).toBe(0);
    expect((await client.get(`/api/v2/users/${textOf(id)}`)).status).toBe(200);
    expect((await client.get('/api/v2/users?external_id=x-1')).body['count']).toBe(1);
    await client.advance(60);
    expect(await names(client, 'email:ada@example.com')).toEqual(['Ada']);
    expect((await client.get('/api/v2/users/search?external_id=X-1')).body['count']).toBe(1);
  });

  it('"index results can show stale field values (for example an old status)"', async () => {
    const client = new SandboxClient({ indexLagSeconds: 60 });
    await client.ticket({ subject: 'Parcel' });
    await client.advance(60);
    await client.update(1, { status: 'pending', subject: 'Letter' });
    const stale = listAt((await client.get('/api/v2/search?query=type:ticket%20parcel')).body, 'results');
    expect(stale).toMatchObject([{ id: 1, status: 'new', subject: 'Parcel', result_type: 'ticket' }]);
    expect(await ticketIds(client, 'letter')).toEqual([]);
    await client.advance(60);
    expect(await ticketIds(client, 'letter status:pending')).toEqual([1]);
    expect(await ticketIds(client, 'parcel')).toEqual([]);
  });

  it('forgets a deleted record after the lag, not before', async () => {
    const client = new SandboxClient({ indexLagSeconds: 60 });
    await client.ticket({ external_id: 'e' });
    await client.advance(60);
    await client.call('DELETE', '/api/v2/tickets/1');
    expect(await ticketIds(client, 'external_id:e')).toEqual([1]);
    await client.advance(60);
    expect(await ticketIds(client, 'external_id:e')).toEqual([]);
  });
});

describe('search syntax', () => {
  it('finds users by words and phrases of name, notes and details, and by addresses of others while the setting lets two have one', async () => {
    const client = new SandboxClient({ duplicateEmails: true });
    await client.user({ name: 'Augusta Ada King', email: 'ada@example.com', notes: 'Prefers letters' });
    await client.user({ name: 'Ada', email: 'ADA@example.com', details: 'Countess of Lovelace' });
    expect(await names(client, 'name:"ada king"')).toEqual(['Augusta Ada King']);
    expect(await names(client, 'notes:letters')).toEqual(['Augusta Ada King']);
    expect(await names(client, 'details:"of lovelace"')).toEqual(['Ada']);
    expect(await names(client, 'name:"king ada"')).toEqual([]);
    expect((await names(client, 'email:"ada@example.com"')).sort()).toEqual(['Ada', 'Augusta Ada King']);
  });

  it('reads keys, quotes, escapes, operators, minus and values with colons', () => {
    expect(
      parseQuery(
        'type:user "Ada \\"L\\"" -role:agent created>=2026-01-01 external_id:parley:k:1 name:"two words"',
      ),
    ).toEqual([
      { negated: false, key: 'type', operator: ':', value: 'user' },
      { negated: false, key: null, operator: ':', value: 'Ada "L"' },
      { negated: true, key: 'role', operator: ':', value: 'agent' },
      { negated: false, key: 'created', operator: '>=', value: '2026-01-01' },
      { negated: false, key: 'external_id', operator: ':', value: 'parley:k:1' },
      { negated: false, key: 'name', operator: ':', value: 'two words' },
    ]);
  });

  it('an address without a key is a phrase of words: it finds more than the exact address', async () => {
    const client = new SandboxClient();
    await client.user({ name: 'Ada', email: 'ada@example.com' });
    await client.user({ name: 'Other Ada', email: 'ada@example.com.au' });
    await client.user({ name: 'ada example com', email: 'unrelated@example.org' });
    expect(await names(client, 'ada@example.com')).toHaveLength(3);
    expect(await names(client, 'email:ada@example.com')).toEqual(['Ada']);
    expect(await names(client, 'email:"ADA@example.com"')).toEqual(['Ada']);
    expect(await names(client, 'email:*@example.org')).toEqual(['ada example com']);
  });

  it('same keys are alternatives, different keys and words must all hold', async () => {
    const client = new SandboxClient();
    await client.user({ name: 'Ada', email: 'ada@example.com', tags: ['vip'] });
    await client.user({ name: 'Bob', email: 'bob@example.com', tags: ['vip', 'slow'], suspended: true });
    await client.user({ name: 'Eve', email: 'eve@example.com', user_fields: { customer_number: 'C-77' } });
    expect(await names(client, 'email:ada@example.com email:bob@example.com')).toEqual(['Bob', 'Ada']);
    expect(await names(client, 'tags:vip -tags:slow')).toEqual(['Ada']);
    expect(await names(client, 'is_suspended:true')).toEqual(['Bob']);
    expect(await names(client, 'customer_number:C-77')).toEqual(['Eve']);
    expect(await names(client, 'role:admin')).toEqual(['Sandbox Admin']);
    expect(await names(client, 'B*')).toEqual(['Bob', 'Bruno Agent']);
  });

  it('statuses and times have an order', async () => {
    const client = new SandboxClient();
    for (const status of ['new', 'open', 'pending', 'closed'])
      await client.ticket({ status, external_id: `parley:${status}:1` });
    expect(await ticketIds(client, 'status<pending')).toEqual([1, 2]);
    expect(await ticketIds(client, 'status>=pending')).toEqual([3, 4]);
    expect(await ticketIds(client, 'external_id:parley:open:1')).toEqual([2]);
    expect(await ticketIds(client, 'created>2026-11-22T11:59:59Z created<2026-11-23')).toHaveLength(4);
    expect(await ticketIds(client, 'assignee:none')).toHaveLength(4);
  });

  it('"at most 1 000 results, offset only; past that 422"; a cursor is a 400', async () => {
    const client = new SandboxClient();
    expect((await client.get('/api/v2/search?query=type:ticket&page=10&per_page=100')).status).toBe(200);
    expect(await client.get('/api/v2/search?query=type:ticket&page=11&per_page=100')).toMatchObject({
      status: 422,
      body: {
        error: 'unavailable',
        description: 'Requested response size was greater than Search Response Limits',
      },
    });
    const cursor = await client.get('/api/v2/search?query=type:ticket&page[size]=2');
    expect(cursor.status).toBe(400);
    expect(objectAt(cursor.body, 'error')['message']).toContain('page must be an integer');
  });
});
