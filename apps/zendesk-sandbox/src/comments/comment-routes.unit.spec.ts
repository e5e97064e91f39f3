import { invalid, listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

describe('GET /api/v2/tickets/{id}/comments', () => {
  it('"ascending created_at; offset variant takes sort_order"; carries the metadata of its audit', async () => {
    const client = new SandboxClient();
    await client.ticket({ comment: { body: 'one' }, metadata: { n: 1 } });
    await client.update(1, { comment: { body: 'two' }, metadata: { n: 2 } });
    const comments = listAt((await client.get('/api/v2/tickets/1/comments.json')).body, 'comments');
    expect(comments.map((comment) => comment['plain_body'])).toEqual(['one', 'two']);
    expect(objectAt(comments[1] ?? {}, 'metadata')['custom']).toEqual({ n: 2 });
    const newest = listAt(
      (await client.get('/api/v2/tickets/1/comments?sort_order=desc&per_page=1')).body,
      'comments',
    );
    expect(newest.map((comment) => comment['plain_body'])).toEqual(['two']);
    const cursor = await client.get('/api/v2/tickets/1/comments?page[size]=1&sort=-created_at');
    expect(listAt(cursor.body, 'comments').map((comment) => comment['plain_body'])).toEqual(['two']);
  });

  it('"bad sort with cursor: 400 InvalidPaginationParameter"', async () => {
    const client = new SandboxClient();
    await client.ticket();
    const reply = await client.get('/api/v2/tickets/1/comments?page[size]=1&sort=body');
    expect(reply.status).toBe(400);
    expect(listAt(reply.body, 'errors')[0]?.['code']).toBe('InvalidPaginationParameter');
  });
});

describe('written comments "can be redacted or made private"', () => {
  async function withComment(): Promise<{ client: SandboxClient; path: string }> {
    const client = new SandboxClient();
    await client.ticket({ comment: { html_body: '<p>My card is 4111 &amp; more</p>', public: true } });
    const comments = listAt((await client.get('/api/v2/tickets/1/comments')).body, 'comments');
    return { client, path: `/api/v2/tickets/1/comments/${textOf(comments[0]?.['id'])}` };
  }

  it('redacts a text for ever, in both forms', async () => {
    const { client, path } = await withComment();
    const reply = await client.call('PUT', `${path}/redact`, { body: { text: '4111 & more' } });
    expect(objectAt(reply.body, 'comment')).toMatchObject({
      plain_body: 'My card is ▇▇▇▇▇▇▇▇▇▇▇',
      html_body: '<div class="zd-comment" dir="auto"><p dir="auto">My card is ▇▇▇▇▇▇▇▇▇▇▇</p></div>',
    });
    expect((await client.call('PUT', `${path}/redact`, { body: { text: 'not there' } })).status).toBe(422);
  });

  it('redacts a whole comment in the agent workspace form', async () => {
    const { client, path } = await withComment();
    const id = path.split('/').at(-1) ?? '';
    const reply = await client.call('PUT', `/api/v2/comment_redactions/${id}`, { body: { ticket_id: 1 } });
    expect(objectAt(reply.body, 'comment')['plain_body']).toMatch(/^▇+$/);
  });

  it('redacts exactly what is marked, on closed tickets, too', async () => {
    const { client, path } = await withComment();
    const id = path.split('/').at(-1) ?? '';
    const { comments } = (await client.get('/api/v2/tickets/1/comments')).body as {
      comments: { id: number; html_body: string }[];
    };
    const html = comments.find((comment) => String(comment.id) === id)?.html_body ?? '';
    await client.update(1, { status: 'closed' });
    const url = `/api/v2/comment_redactions/${id}`;
    const marked = html.replace('4111', '<redact>4111</redact>');
    const reply = await client.call('PUT', url, { body: { ticket_id: 1, html_body: marked } });
    expect(objectAt(reply.body, 'comment')).toMatchObject({ html_body: html.replace('4111', '▇▇▇▇') });
    const foreign = { ticket_id: 1, html_body: '<p><redact>something else</redact></p>' };
    expect((await client.call('PUT', url, { body: foreign })).status).toBe(422);
  });

  it('makes a comment private', async () => {
    const { client, path } = await withComment();
    expect((await client.call('PUT', `${path}/make_private`)).status).toBe(200);
    expect(objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket')['is_public']).toBe(false);
  });

  it('"redaction is not possible on closed tickets"', async () => {
    const { client, path } = await withComment();
    await client.update(1, { status: 'closed' });
    const closed = invalid('status', { description: 'Status: closed prevents ticket update' });
    expect(await client.call('PUT', `${path}/redact`, { body: { text: '4111' } })).toMatchObject({
      status: 422,
      body: closed,
    });
    expect(await client.call('PUT', `${path}/make_private`)).toMatchObject({ status: 422, body: closed });
  });
});
