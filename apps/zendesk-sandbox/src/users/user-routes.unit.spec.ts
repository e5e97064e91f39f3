import { invalid, listAt, NOON, objectAt, SandboxClient } from '../../test/sandbox-client';
import { textOf } from '../http/json';

describe('users (Zendesk facts: find, create, update)', () => {
  it('"POST → 201 {user}; only name mandatory; e-mail may be absent (email:null). Role defaults to end user"', async () => {
    const client = new SandboxClient();
    const reply = await client.call('POST', '/api/v2/users', { body: { user: { name: 'Ada' } } });
    const user = objectAt(reply.body, 'user');
    expect(reply).toMatchObject({ status: 201, headers: { location: user['url'] } });
    expect(user).toMatchObject({
      name: 'Ada',
      email: null,
      role: 'end-user',
      verified: false,
      active: true,
      created_at: NOON,
    });
    expect((await client.call('POST', '/api/v2/users', { body: { user: { name: ' ' } } })).status).toBe(422);
  });

  it('has every user key that was seen', async () => {
    const keys =
      'id url name email created_at updated_at time_zone iana_time_zone phone shared_phone_number photo locale_id locale organization_id role verified external_id tags alias active shared shared_agent last_login_at two_factor_auth_enabled signature details notes role_type custom_role_id moderator ticket_restriction only_private_comments restricted_agent suspended default_group_id report_csv user_fields';
    expect(Object.keys(await new SandboxClient().user({ name: 'Ada' }))).toEqual(keys.split(' '));
  });

  it('"duplicate e-mail: 422 RecordInvalid, … is already being used by another user, DuplicateValue"', async () => {
    const client = new SandboxClient();
    await client.user({ name: 'Ada', email: 'ada@example.com' });
    const again = await client.call('POST', '/api/v2/users', {
      body: { user: { name: 'Eve', email: 'ADA@example.com' } },
    });
    const item = {
      description: 'Email: ADA@example.com is already being used by another user',
      error: 'DuplicateValue',
    };
    expect(again).toMatchObject({ status: 422, body: invalid('email', item) });
    const odd = await client.call('POST', '/api/v2/users', {
      body: { user: { name: 'Eve', email: 'no address' } },
    });
    expect(odd.status).toBe(422);
  });

  it('"external_id is unique in the account and compared without case": External has already been taken', async () => {
    const client = new SandboxClient();
    await client.user({ name: 'Ada', external_id: 'Parley:A' });
    const again = await client.call('POST', '/api/v2/users', {
      body: { user: { name: 'Eve', external_id: 'parley:a' } },
    });
    expect(again).toMatchObject({
      status: 422,
      body: invalid('external_id', {
        description: 'External has already been taken',
        error: 'DuplicateValue',
      }),
    });
    const listed = await client.get('/api/v2/users?external_id=PARLEY:a');
    expect(listAt(listed.body, 'users').map((user) => user['name'])).toEqual(['Ada']);
    const shown = await client.get('/api/v2/users/show_many?external_ids=PARLEY:A,none');
    expect(listAt(shown.body, 'users').map((user) => user['name'])).toEqual(['Ada']);
  });

  it('"create_or_update → 200 for existing, 201 for new; matches on e-mail or external_id; rewrites the stored case"', async () => {
    const client = new SandboxClient();
    const path = '/api/v2/users/create_or_update';
    const fresh = await client.call('POST', path, {
      body: { user: { name: 'Ada', external_id: 'x-1', email: 'ada@example.com' } },
    });
    expect(fresh.status).toBe(201);
    const byId = await client.call('POST', path, { body: { user: { name: 'Ada L.', external_id: 'X-1' } } });
    expect(byId.status).toBe(200);
    expect(objectAt(byId.body, 'user')).toMatchObject({
      id: objectAt(fresh.body, 'user')['id'],
      name: 'Ada L.',
      external_id: 'X-1',
    });
    const byEmail = await client.call('POST', path, {
      body: { user: { name: 'Ada M.', email: 'ada@example.com' } },
    });
    expect(objectAt(byEmail.body, 'user')).toMatchObject({ name: 'Ada M.', external_id: 'X-1' });
  });

  it('"changing email adds a secondary address rather than replacing the primary"', async () => {
    const client = new SandboxClient();
    const { id } = await client.user({ name: 'Ada', email: 'ada@example.com' });
    const path = `/api/v2/users/${textOf(id)}`;
    const updated = await client.call('PUT', path, { body: { user: { email: 'second@example.com' } } });
    expect(objectAt(updated.body, 'user')['email']).toBe('ada@example.com');
    const identities = listAt((await client.get(`${path}/identities`)).body, 'identities');
    expect(identities.map(({ value, primary }) => [value, primary])).toEqual([
      ['ada@example.com', true],
      ['second@example.com', false],
    ]);
    expect(
      await client.call('POST', '/api/v2/users', {
        body: { user: { name: 'E', email: 'second@example.com' } },
      }),
    ).toMatchObject({
      status: 422,
    });
  });

  it('"values sit in user.user_fields{key:value}", checked by the type of the field', async () => {
    const client = new SandboxClient();
    const fields = listAt((await client.get('/api/v2/user_fields')).body, 'user_fields');
    expect(fields.map((field) => field['key'])).toEqual(['customer_number', 'vip', 'points', 'plan']);
    const user = await client.user({
      name: 'Ada',
      user_fields: { customer_number: 'C-1', vip: true, points: '12', plan: 'plus', none: 1 },
    });
    expect(user['user_fields']).toEqual({ customer_number: 'C-1', vip: true, points: 12, plan: 'plus' });
    for (const wrong of [{ points: 'many' }, { plan: 'gold' }]) {
      expect(
        (await client.call('POST', '/api/v2/users', { body: { user: { name: 'Eve', user_fields: wrong } } }))
          .status,
      ).toBe(422);
    }
  });

  it('"create_many, create_or_update_many: disabled by default, 403", with an error object', async () => {
    const client = new SandboxClient();
    const reply = await client.call('POST', '/api/v2/users/create_many', { body: { users: [] } });
    expect(reply.status).toBe(403);
    expect(objectAt(reply.body, 'error')['title']).toBe('Forbidden');
  });
});

describe('deleted and merged users (Zendesk facts: suspended, deleted, merged)', () => {
  it('"DELETE → 200 with the user, active:false (soft)"; the address is free again', async () => {
    const client = new SandboxClient();
    const { id } = await client.user({ name: 'Ada', email: 'ada@example.com' });
    const path = `/api/v2/users/${textOf(id)}`;
    const reply = await client.call('DELETE', path);
    expect(reply.status).toBe(200);
    expect(objectAt(reply.body, 'user')['active']).toBe(false);
    expect(objectAt((await client.get(path)).body, 'user')['active']).toBe(false);
    await client.user({ name: 'New Ada', email: 'ada@example.com' });
    expect((await client.createTicket({ requester_id: id ?? null })).status).toBe(422);
    const many = `/api/v2/users/show_many?ids=${textOf(id)}`;
    expect(listAt((await client.get(many)).body, 'users')).toEqual([]);
    expect(listAt((await client.get(`${many}&include_deleted=true`)).body, 'users')).toHaveLength(1);
  });

  it('"DELETE deleted_users purges and renames"; "author ids of purged users may show as -1 in comments"', async () => {
    const client = new SandboxClient();
    const { id } = await client.user({ name: 'Ada' });
    await client.ticket({ comment: { body: 'x', author_id: id ?? null } });
    await client.call('DELETE', `/api/v2/users/${textOf(id)}`);
    const purged = await client.call('DELETE', `/api/v2/deleted_users/${textOf(id)}`);
    expect(objectAt(purged.body, 'deleted_user')['name']).toBe('Permanently Deleted User');
    expect((await client.get(`/api/v2/users/${textOf(id)}`)).status).toBe(404);
    expect(listAt((await client.get('/api/v2/tickets/1/comments')).body, 'comments')[0]?.['author_id']).toBe(
      -1,
    );
  });

  it('"all the loser\'s tickets point to the winner; e-mail and phone become secondary identities; external_id and fields are lost"', async () => {
    const client = new SandboxClient();
    const loser = await client.user({
      name: 'Ada 2',
      email: 'two@example.com',
      external_id: 'x-2',
      phone: '+44 1',
      user_fields: { vip: true },
    });
    const winner = await client.user({ name: 'Ada 1', email: 'one@example.com' });
    await client.ticket({ requester_id: loser['id'] ?? null });
    await client.update(1, { status: 'closed' });
    const path = `/api/v2/users/${textOf(loser['id'])}`;
    const reply = await client.call('PUT', `${path}/merge`, { body: { user: { id: winner['id'] ?? null } } });
    expect(reply.status).toBe(200);
    expect(objectAt(reply.body, 'user')).toMatchObject({
      id: winner['id'],
      email: 'one@example.com',
      external_id: null,
    });
    const identities = await client.get(`/api/v2/users/${textOf(winner['id'])}/identities`);
    expect(listAt(identities.body, 'identities').map(({ value, primary }) => [value, primary])).toEqual([
      ['one@example.com', true],
      ['two@example.com', false],
      ['+44 1', false],
    ]);
    expect(objectAt((await client.get('/api/v2/tickets/1')).body, 'ticket')['requester_id']).toBe(
      winner['id'],
    );
    expect(objectAt((await client.get(path)).body, 'user')).toMatchObject({
      active: false,
      external_id: null,
      user_fields: { vip: false },
    });
    await client.call('PUT', '/sandbox/settings', { body: { mergedUserReads: 'not-found' } });
    expect((await client.get(path)).status).toBe(404);
    const requested = await client.get(`/api/v2/users/${textOf(winner['id'])}/tickets/requested`);
    expect(requested.body['count']).toBe(1);
  });

  it('"end users only": agents cannot be merged', async () => {
    const client = new SandboxClient();
    const { id } = await client.user({ name: 'Ada' });
    const me = objectAt((await client.get('/api/v2/users/me')).body, 'user')['id'] ?? null;
    expect(
      (await client.call('PUT', `/api/v2/users/${textOf(id)}/merge`, { body: { user: { id: me } } })).status,
    ).toBe(403);
  });
});

describe('identities (Zendesk facts: identities)', () => {
  it('"POST 201, make_primary, verify, DELETE 204"; a value of another user is a DuplicateValue of details.value', async () => {
    const client = new SandboxClient();
    const { id } = await client.user({ name: 'Ada', email: 'ada@example.com' });
    await client.user({ name: 'Eve', email: 'eve@example.com' });
    const path = `/api/v2/users/${textOf(id)}/identities`;
    const added = await client.call('POST', path, {
      body: { identity: { type: 'email', value: 'new@example.com' } },
    });
    expect(added.status).toBe(201);
    const one = `${path}/${textOf(objectAt(added.body, 'identity')['id'])}`;
    await client.call('PUT', `${one}/make_primary`);
    expect(objectAt((await client.get(`/api/v2/users/${textOf(id)}`)).body, 'user')['email']).toBe(
      'new@example.com',
    );
    expect(objectAt((await client.call('PUT', `${one}/verify`)).body, 'identity')['verified']).toBe(true);
    const taken = await client.call('POST', path, {
      body: { identity: { type: 'email', value: 'eve@example.com' } },
    });
    const item = {
      description: 'Email: eve@example.com is already being used by another user',
      error: 'DuplicateValue',
    };
    expect(taken).toMatchObject({ status: 422, body: invalid('value', item) });
    expect(
      (await client.call('POST', path, { body: { identity: { type: 'whatsapp', value: '1' } } })).status,
    ).toBe(422);
    expect((await client.call('DELETE', one)).status).toBe(204);
    expect((await client.get(one)).status).toBe(404);
  });
});
