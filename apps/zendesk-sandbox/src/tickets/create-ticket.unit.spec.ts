import { invalid, listAt, NOON, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

describe('POST /api/v2/tickets (Zendesk facts: create)', () => {
  it('"success is 201 with a Location header"; ticket and audit with the first comment', async () => {
    const client = new SandboxClient();
    const requester = await client.user({ name: 'Ada Lovelace', email: 'ada@example.com' });
    const reply = await client.createTicket({
      subject: 'Parcel',
      external_id: 'parley:k:1',
      requester_id: requester['id'] ?? null,
      comment: { html_body: '<p>Where is it?</p>', public: true, author_id: requester['id'] ?? null },
      metadata: { parley: { effect: 'e-1' } },
      tags: ['Parley', 'two words'],
    });
    expect(reply.status).toBe(201);
    expect(reply.headers['location']).toBe('http://localhost:80/api/v2/tickets/1.json');
    const ticket = objectAt(reply.body, 'ticket');
    expect(ticket).toMatchObject({
      id: 1,
      url: 'http://localhost:80/api/v2/tickets/1.json',
      subject: 'Parcel',
      description: 'Where is it?',
      external_id: 'parley:k:1',
      requester_id: requester['id'],
      status: 'new',
      is_public: true,
      generated_timestamp: 0,
      created_at: NOON,
      updated_at: NOON,
      tags: ['parley', 'two', 'words'],
      via: { channel: 'api', source: { from: {}, to: {}, rel: null } },
    });
    const audit = objectAt(reply.body, 'audit');
    expect(audit).toMatchObject({ ticket_id: 1, metadata: { custom: { parley: { effect: 'e-1' } } } });
    expect(listAt(audit, 'events')[0]).toMatchObject({
      type: 'Comment',
      author_id: requester['id'],
      body: 'Where is it?',
      html_body: '<div class="zd-comment" dir="auto"><p dir="auto">Where is it?</p></div>',
      public: true,
      audit_id: audit['id'],
    });
  });

  it('has every key of a returned ticket', async () => {
    const keys =
      'url id external_id via created_at updated_at generated_timestamp type subject raw_subject description priority status recipient requester_id submitter_id assignee_id organization_id group_id collaborator_ids follower_ids email_cc_ids forum_topic_id problem_id has_incidents is_public due_at tags custom_fields satisfaction_rating sharing_agreement_ids custom_status_id fields followup_ids ticket_form_id brand_id allow_channelback allow_attachments from_messaging_channel';
    expect(Object.keys(await new SandboxClient().ticket())).toEqual(keys.split(' '));
  });

  it('"property names the server does not know are not rejected": x-zendesk-api-warn lists them', async () => {
    const reply = await new SandboxClient().createTicket({
      id: 7,
      comment: { body: 'x', colour: 'red' },
      subject: ['no'],
    });
    expect(reply.status).toBe(201);
    expect(reply.headers['x-zendesk-api-warn']).toBe(
      '{:allowed_parameters=>{:controller=>"tickets", :action=>"create", :unpermitted_keys=>["ticket.id", "ticket.comment.colour"], :invalid_values=>["ticket.subject"]}}',
    );
  });

  it('"only comment is mandatory"; recorded calls show that description takes its place', async () => {
    const client = new SandboxClient();
    const refused = await client.call('POST', '/api/v2/tickets', { body: { ticket: { subject: 'x' } } });
    expect(refused).toMatchObject({
      status: 422,
      body: invalid('base', { description: 'Description: cannot be blank', error: 'BlankValue' }),
    });
    const described = await client.call('POST', '/api/v2/tickets', {
      body: { ticket: { description: 'test' } },
    });
    expect(objectAt(described.body, 'ticket')).toMatchObject({ description: 'test', subject: null });
  });

  it('a body without a ticket is a 400 about the attribute', async () => {
    const reply = await new SandboxClient().call('POST', '/api/v2/tickets', { body: { tickets: [] } });
    expect(reply.status).toBe(400);
    expect(objectAt(reply.body, 'error')['title']).toBe('Invalid attribute');
  });

  it('"with neither, the authenticated user becomes requester"; "requester_id wins when both are present"', async () => {
    const client = new SandboxClient();
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user');
    expect((await client.ticket())['requester_id']).toBe(me['id']);
    const ada = await client.user({ name: 'Ada' });
    const both = await client.ticket({
      requester_id: ada['id'] ?? null,
      requester: { name: 'Bob', email: 'bob@example.com' },
    });
    expect(both['requester_id']).toBe(ada['id']);
  });

  it('"known e-mail: existing user used. Unknown e-mail: an end user is created"', async () => {
    const client = new SandboxClient();
    const ada = await client.user({ name: 'Ada', email: 'ada@example.com' });
    const known = await client.ticket({ requester: { name: 'Someone', email: 'ADA@example.com' } });
    expect(known['requester_id']).toBe(ada['id']);
    const fresh = await client.ticket({ requester: { name: 'Bob', email: 'bob@example.com' } });
    const bob = await client.get(`/api/v2/users/${textOf(fresh['requester_id'])}`);
    expect(objectAt(bob.body, 'user')).toMatchObject({
      name: 'Bob',
      email: 'bob@example.com',
      role: 'end-user',
    });
  });

  it('"a requester object without e-mail creates a fresh user on every call"', async () => {
    const client = new SandboxClient();
    const one = await client.ticket({ requester: { name: 'Ada' } });
    const other = await client.ticket({ requester: { name: 'Ada' } });
    expect(one['requester_id']).not.toBe(other['requester_id']);
  });

  it('"requester with no usable name gives 422 with details.requester"', async () => {
    const reply = await new SandboxClient().createTicket({ requester: { email: 'nameless@example.com' } });
    expect(reply).toMatchObject({
      status: 422,
      body: invalid('requester', { description: 'Requester: Name: is too short (minimum is 1 characters)' }),
    });
  });

  it('"creating a ticket by API with a suspended requester: 422 UserSuspended"', async () => {
    const client = new SandboxClient();
    const user = await client.user({ name: 'Eve', suspended: true });
    const reply = await client.createTicket({ requester_id: user['id'] ?? null });
    expect(reply).toMatchObject({
      status: 422,
      body: invalid('requester', { description: 'Requester: Eve is suspended.', error: 'UserSuspended' }),
    });
    expect(client.world.defaultAccount.tickets.size).toBe(0);
  });

  it('"submitter_id decides who is shown as author of the first comment"', async () => {
    const client = new SandboxClient();
    const ada = await client.user({ name: 'Ada' });
    const reply = await client.createTicket({ submitter_id: ada['id'] ?? null });
    expect(listAt(objectAt(reply.body, 'audit'), 'events')[0]?.['author_id']).toBe(ada['id']);
    expect(objectAt(reply.body, 'audit')['author_id']).not.toBe(ada['id']);
  });

  it('"new becomes open by itself when an agent is assigned", and an assignee needs a group', async () => {
    const client = new SandboxClient();
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user');
    const ticket = await client.ticket({ assignee_id: me['id'] ?? null });
    expect(ticket).toMatchObject({ status: 'open', assignee_id: me['id'] });
    expect(ticket['group_id']).not.toBeNull();
    const customer = await client.user({ name: 'Ada' });
    expect((await client.createTicket({ assignee_id: customer['id'] ?? null })).status).toBe(422);
  });

  it('"a ticket also receives the tags of its requester"', async () => {
    const client = new SandboxClient();
    const vip = await client.user({ name: 'Ada', tags: ['vip'] });
    expect((await client.ticket({ requester_id: vip['id'] ?? null, tags: ['parley'] }))['tags']).toEqual([
      'parley',
      'vip',
    ]);
  });

  it('"external_id on a ticket is not unique"; the list filter finds several', async () => {
    const client = new SandboxClient();
    await client.ticket({ external_id: 'same' });
    await client.ticket({ external_id: 'same' });
    await client.ticket({ external_id: 'other' });
    const found = await client.get('/api/v2/tickets?external_id=same');
    expect(listAt(found.body, 'tickets').map((ticket) => ticket['id'])).toEqual([1, 2]);
  });

  it('"a ticket all of whose comments are private has is_public:false"', async () => {
    const client = new SandboxClient();
    expect((await client.ticket({ comment: { body: 'note', public: false } }))['is_public']).toBe(false);
  });

  it('a ticket of the default priority trigger changes right after our create', async () => {
    const client = new SandboxClient({ defaultPriorityTrigger: true, defaultPriorityDelayMs: 1000 });
    const created = await client.ticket();
    expect(created).toMatchObject({ priority: null, updated_at: NOON });
    await client.advance(1);
    const read = objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket');
    expect(read).toMatchObject({ priority: 'normal', updated_at: '2026-11-22T12:00:01Z' });
    const stale = await client.update(1, {
      subject: 'x',
      safe_update: true,
      updated_stamp: created['updated_at'] ?? null,
    });
    expect(stale.status).toBe(409);
  });
});
