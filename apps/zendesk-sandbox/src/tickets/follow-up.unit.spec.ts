import { listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

describe('follow-up tickets (Zendesk facts: follow-up)', () => {
  async function withClosedTicket(): Promise<SandboxClient> {
    const client = new SandboxClient();
    await client.ticket({ tags: ['parley', 'vip'], subject: 'first' });
    await client.update(1, { status: 'closed' });
    return client;
  }

  it('"tags are inherited from the parent unless tags is sent"; "the parent\'s followup_ids lists follow-ups"', async () => {
    const client = await withClosedTicket();
    const inherited = await client.ticket({ via_followup_source_id: 1 });
    expect(inherited).toMatchObject({ id: 2, tags: ['parley', 'vip'], status: 'new' });
    expect(inherited['via']).toMatchObject({
      channel: 'api',
      source: { from: { ticket_id: 1, subject: 'first' }, rel: 'follow_up' },
    });
    expect((await client.ticket({ via_followup_source_id: 1, tags: ['own'] }))['tags']).toEqual(['own']);
    expect(objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket')['followup_ids']).toEqual([2, 3]);
  });

  it('"on any other status the property does nothing (a plain ticket results)"', async () => {
    const client = new SandboxClient();
    await client.ticket({ tags: ['a'] });
    const plain = await client.ticket({ via_followup_source_id: 1 });
    expect(plain).toMatchObject({ tags: [], via: { channel: 'api', source: { rel: null } } });
  });

  it('"author of the first comment is the authenticated user unless comment.author_id is given; submitter_id is ignored"', async () => {
    const client = await withClosedTicket();
    const ada = await client.user({ name: 'Ada' });
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user');
    const firstAuthor = async (fields: Parameters<SandboxClient['createTicket']>[0]): Promise<unknown> => {
      const reply = await client.createTicket({ via_followup_source_id: 1, ...fields });
      return listAt(objectAt(reply.body, 'audit'), 'events')[0]?.['author_id'];
    };
    expect(await firstAuthor({ submitter_id: ada['id'] ?? null })).toBe(me['id']);
    expect(await firstAuthor({ comment: { body: 'x', author_id: ada['id'] ?? null } })).toBe(ada['id']);
  });
});

describe('deleted and merged tickets (Zendesk facts: deleting)', () => {
  it('"DELETE 204, then reads give 404 RecordNotFound; restorable for 30 days via deleted_tickets"', async () => {
    const client = new SandboxClient();
    await client.ticket({ subject: 'gone', external_id: 'e' });
    expect((await client.call('DELETE', '/api/v2/tickets/1')).status).toBe(204);
    expect(await client.get('/api/v2/tickets/1')).toMatchObject({
      status: 404,
      body: { error: 'RecordNotFound' },
    });
    expect((await client.update(1, { subject: 'x' })).status).toBe(404);
    expect(listAt((await client.get('/api/v2/tickets?external_id=e')).body, 'tickets')).toEqual([]);
    const deleted = await client.get('/api/v2/deleted_tickets');
    expect(listAt(deleted.body, 'deleted_tickets')[0]).toMatchObject({
      id: 1,
      subject: 'gone',
      previous_state: 'new',
      actor: { name: 'Sandbox Admin' },
    });
    expect(await client.call('PUT', '/api/v2/deleted_tickets/1/restore')).toMatchObject({
      status: 200,
      body: {},
    });
    expect((await client.get('/api/v2/tickets/1')).status).toBe(200);
    await client.call('DELETE', '/api/v2/tickets/1');
    await client.advance(30 * 24 * 3600);
    expect((await client.call('PUT', '/api/v2/deleted_tickets/1/restore')).status).toBe(404);
  });

  it('a ticket deleted for good is gone from the list of deleted ones', async () => {
    const client = new SandboxClient();
    await client.ticket();
    await client.call('DELETE', '/api/v2/tickets/1');
    const job = objectAt((await client.call('DELETE', '/api/v2/deleted_tickets/1')).body, 'job_status');
    expect(job).toMatchObject({ status: 'queued', progress: null, message: null, results: null });
    expect(job['id']).toMatch(/^V3-[0-9a-f]{32}$/);
    const done = objectAt((await client.get(`/api/v2/job_statuses/${textOf(job['id'])}`)).body, 'job_status');
    expect(done).toMatchObject({ status: 'completed', message: 'Completed at 2026-11-22T12:00:00Z' });
    expect(listAt((await client.get('/api/v2/deleted_tickets')).body, 'deleted_tickets')).toEqual([]);
  });

  it('a merge closes and tags the source, which says where it went', async () => {
    const client = new SandboxClient();
    await client.ticket({ subject: 'target' });
    await client.ticket({ subject: 'source' });
    expect((await client.call('POST', '/api/v2/tickets/1/merge', { body: { ids: [2] } })).status).toBe(200);
    const source = objectAt((await client.get('/api/v2/tickets/2')).body, 'ticket');
    expect(source).toMatchObject({ status: 'closed', tags: ['closed_by_merge'] });
    const last = listAt((await client.get('/api/v2/tickets/2/comments?sort_order=desc')).body, 'comments')[0];
    expect(last).toMatchObject({
      plain_body: 'This request was closed and merged into request #1 "target".',
      public: false,
      via: { channel: 'system', source: { to: { ticket_id: 1 }, rel: 'merge' } },
    });
    expect((await client.update(2, { subject: 'x' })).status).toBe(422);
    expect(objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket')['status']).toBe('new');
  });
});
