import { listAt, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf, type JsonObject } from '../http/json';

async function upload(client: SandboxClient, name: string, text: string, token = ''): Promise<JsonObject> {
  const reply = await client.app.inject({
    method: 'POST',
    url: `/api/v2/uploads.json?filename=${encodeURIComponent(name)}${token === '' ? '' : `&token=${token}`}`,
    headers: { authorization: 'Bearer admin-token-of-the-tests', 'content-type': 'application/json' },
    payload: text,
  });
  expect(reply.statusCode).toBe(201);
  const body = JSON.parse(reply.body) as JsonObject;
  expect(reply.headers['location']).toBe(objectAt(objectAt(body, 'upload'), 'attachment')['url']);
  return objectAt(body, 'upload');
}

describe('uploads (Zendesk facts: uploads)', () => {
  it('"raw bytes and a correct Content-Type": JSON files stay bytes; the token goes into comment.uploads', async () => {
    const client = new SandboxClient();
    const stored = await upload(client, 'data.json', '{"not": parsed');
    expect(stored['expires_at']).toBe('2026-11-22T13:00:00Z');
    const attachment = objectAt(stored, 'attachment');
    expect(attachment).toMatchObject({
      file_name: 'data.json',
      content_type: 'application/json',
      size: 14,
      inline: false,
    });
    await client.ticket({ comment: { body: 'see file', uploads: [stored['token'] ?? null] } });
    const comment = listAt((await client.get('/api/v2/tickets/1/comments')).body, 'comments')[0] ?? {};
    expect(listAt(comment, 'attachments')).toEqual([attachment]);
    const content = await client.app.inject(new URL(textOf(attachment['content_url'])).pathname);
    expect(content).toMatchObject({ statusCode: 200, body: '{"not": parsed' });
    expect(content.headers['content-disposition']).toMatch(/^attachment;/);
  });

  it('a file that is redacted with its comment leaves an empty one in its place, on closed tickets, too', async () => {
    const client = new SandboxClient();
    const [secret, other] = [
      await upload(client, 'secret.txt', 'secret'),
      await upload(client, 'b.txt', 'b'),
    ];
    const uploads = [secret, other].map((stored) => stored['token'] ?? null);
    await client.ticket({ comment: { html_body: '<p>see files</p>', uploads } });
    await client.update(1, { status: 'closed' });
    const comment = listAt((await client.get('/api/v2/tickets/1/comments')).body, 'comments')[0] ?? {};
    const url = `/api/v2/comment_redactions/${textOf(comment['id'])}`;
    const contentUrl = objectAt(secret, 'attachment')['content_url'] ?? null;
    const order = (address: typeof contentUrl) => ({ ticket_id: 1, external_attachment_urls: [address] });
    const reply = await client.call('PUT', url, { body: order(contentUrl) });
    const redacted = objectAt(reply.body, 'comment');
    expect(listAt(redacted, 'attachments')).toMatchObject([
      { id: objectAt(secret, 'attachment')['id'], file_name: 'redacted.txt', size: 0 },
      { file_name: 'b.txt', size: 1 },
    ]);
    expect(redacted['plain_body']).toBe('see files');
    expect((await client.app.inject(new URL(textOf(contentUrl)).pathname)).body).toBe('');
    expect((await client.call('PUT', url, { body: order('https://elsewhere.example/x') })).status).toBe(422);
  });

  it('"add &token= to put more files on one token"', async () => {
    const client = new SandboxClient();
    const first = await upload(client, 'a.txt', 'a');
    const second = await upload(client, 'ü .txt', 'bb', textOf(first['token']));
    expect(second['token']).toBe(first['token']);
    expect(listAt(second, 'attachments').map((file) => file['file_name'])).toEqual(['a.txt', 'ü .txt']);
    await client.ticket({ comment: { body: 'x', uploads: textOf(second['token']) } });
    const comment = listAt((await client.get('/api/v2/tickets/1/comments')).body, 'comments')[0] ?? {};
    expect(listAt(comment, 'attachments')).toHaveLength(2);
  });

  it('"a token is consumed when attached to a comment"; "token life 60 minutes"', async () => {
    const client = new SandboxClient();
    const used = await upload(client, 'a.txt', 'a');
    const comment = { body: 'x', uploads: [used['token'] ?? null] };
    await client.ticket({ comment });
    expect((await client.update(1, { comment })).status).toBe(422);
    const late = await upload(client, 'b.txt', 'b');
    await client.advance(3600);
    expect(
      (await client.update(1, { comment: { body: 'x', uploads: [late['token'] ?? null] } })).status,
    ).toBe(422);
    await client.call('PUT', '/sandbox/settings', { body: { rejectInvalidUploads: false } });
    expect((await client.update(1, { comment })).status).toBe(200);
  });

  it('"size limit 50 MB per file": more is a 413; "DELETE 204" forgets the file', async () => {
    const client = new SandboxClient({ maxAttachmentBytes: 10 });
    const headers = { 'content-type': 'text/plain' };
    const big = await client.call('POST', '/api/v2/uploads?filename=a.txt', {
      body: 'x'.repeat(11),
      headers,
    });
    expect(big.status).toBe(413);
    const { token } = await upload(client, 'a.txt', 'a');
    expect((await client.call('DELETE', `/api/v2/uploads/${textOf(token)}`)).status).toBe(204);
    expect((await client.call('DELETE', `/api/v2/uploads/${textOf(token)}`)).status).toBe(404);
  });

  it('"downloading an unattached upload: 10 requests/min"', async () => {
    const client = new SandboxClient({}, 'enterprise');
    const stored = await upload(client, 'a.txt', 'a');
    const path = new URL(textOf(objectAt(stored, 'attachment')['content_url'])).pathname;
    for (let time = 0; time < 10; time += 1) expect((await client.get(path)).status).toBe(200);
    expect((await client.get(path)).status).toBe(429);
    await client.ticket({ comment: { body: 'x', uploads: [stored['token'] ?? null] } });
    expect((await client.get(path)).status).toBe(200);
  });
});
