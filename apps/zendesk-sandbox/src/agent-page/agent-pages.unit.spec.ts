import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { objectAt, SandboxClient } from '../../test/sandbox-client';
import { html } from './html';

const HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

function elements(node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element[] {
  const own = 'tagName' in node ? [node] : [];
  return 'childNodes' in node ? [...own, ...node.childNodes.flatMap(elements)] : own;
}

describe('the agent pages', () => {
  it('list tickets with status, subject, requester and tags; filter by status and words', async () => {
    const client = new SandboxClient();
    await client.ticket({ subject: 'Lost parcel', requester: { name: 'Ada Lovelace' }, tags: ['parley'] });
    await client.ticket({ subject: 'Broken lamp' });
    await client.update(2, { status: 'pending' });
    const all = await client.call('GET', '/agent', { token: null });
    expect(all).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    for (const text of ['Lost parcel', 'Ada Lovelace', 'parley', 'Broken lamp', 'Pending'])
      expect(all.text).toContain(text);
    expect((await client.get('/agent?status=pending')).text).not.toContain('Lost parcel');
    expect((await client.get('/agent?q=parcel')).text).not.toContain('Broken lamp');
    expect((await client.get('/agent?q=nothing+like+this')).text).toContain('No tickets here');
    expect((await client.get('/')).headers['location']).toBe('/agent');
  });

  it('switch faults on and off', async () => {
    const client = new SandboxClient();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const press = (value: string) =>
      client.app.inject({ method: 'POST', url: '/agent/faults', headers, payload: `switch=${value}` });
    expect((await client.get('/agent/faults')).text).toContain('Nothing goes wrong.');
    expect(await press('away')).toMatchObject({ statusCode: 303, headers: { location: '/agent/faults' } });
    expect((await client.get('/agent/faults')).text).toContain('unavailable any call');
    expect((await client.get('/api/v2/users/me')).status).toBe(503);
    await press('off');
    expect((await client.get('/api/v2/users/me')).status).toBe(200);
  });

  it('show one ticket: comments with author and visibility, attachments, tags, status, requester, events', async () => {
    const client = new SandboxClient();
    const headers = { 'content-type': 'text/plain' };
    const upload = objectAt(
      (await client.call('POST', '/api/v2/uploads?filename=photo.txt', { body: 'x', headers })).body,
      'upload',
    );
    const ada = await client.user({ name: 'Ada Lovelace', email: 'ada@example.com' });
    await client.ticket({
      subject: 'Lost parcel',
      requester_id: ada['id'] ?? null,
      comment: {
        html_body: '<p>Where <b>is</b> it?</p>',
        author_id: ada['id'] ?? null,
        public: true,
        uploads: [upload['token'] ?? null],
      },
      tags: ['parley'],
    });
    await client.update(1, { comment: { html_body: 'From the platform', public: false } });
    const page = await client.get('/agent/tickets/1');
    for (const text of [
      'Lost parcel',
      'Ada Lovelace',
      'ada@example.com',
      '<b>is</b>',
      'photo.txt',
      'Public reply',
      'Internal note',
      'parley',
      'From the platform',
    ])
      expect(page.text).toContain(text);
    expect((await client.get('/agent/tickets/99')).status).toBe(404);
  });

  it('never let a text become markup of the page, and run no script', async () => {
    const client = new SandboxClient();
    const eve = await client.user({ name: HOSTILE });
    await client.ticket({
      subject: HOSTILE,
      external_id: HOSTILE,
      requester_id: eve['id'] ?? null,
      comment: { body: HOSTILE, author_id: eve['id'] ?? null },
    });
    for (const path of ['/agent', `/agent?q=${encodeURIComponent(HOSTILE)}`, '/agent/tickets/1']) {
      const page = await client.get(path);
      const found = elements(parse(page.text));
      expect(found.filter((element) => element.tagName === 'script' || element.tagName === 'img')).toEqual(
        [],
      );
      expect(found.flatMap((element) => element.attrs).filter(({ name }) => name.startsWith('on'))).toEqual(
        [],
      );
      expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it('keep to the account they are asked for', async () => {
    const client = new SandboxClient();
    await client.call('POST', '/sandbox/accounts', { body: { subdomain: 'acme' } });
    await client.ticket({ subject: 'of the default account' });
    const page = await client.get('/accounts/acme/agent');
    expect(page.text).not.toContain('of the default account');
    expect(page.text).toContain('href="/accounts/acme/agent"');
    expect((await client.get('/accounts/acme')).headers['location']).toBe('/accounts/acme/agent');
  });

  it('a template escapes every value but HTML that was made by a template', () => {
    expect(
      html`<p title="${'"'}">${'<'}${html`<b>${'&'}</b>`}${[html`x`, 'y>']}${null}${0}${false}</p>`.text,
    ).toBe('<p title="&quot;">&lt;<b>&amp;</b>xy&gt;0</p>');
  });
});
