import { eventually, SANDBOX_TOKEN } from '@parley/testing';
import type { Requester } from '@parley/contracts';
import { CustomerStage } from './customer-stage';

const PARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const byEmail = (name: string): Requester => ({
  key: `email:${name}@b.example`,
  kind: 'email',
  email: `${name}@b.example`,
  name,
});

describe('customer-service with real Kafka, Postgres and Zendesk sandbox', () => {
  let stage: CustomerStage;

  beforeAll(async () => {
    stage = await CustomerStage.open();
    await stage.sandbox.call('PUT', '/sandbox/limits', { plan: 'unlimited' });
    // The index never catches up: nothing may depend on it (C6).
    await stage.sandbox.call('PUT', '/sandbox/settings', { indexLagSeconds: 3_600 });
    await stage.connect();
    await Promise.all([stage.startReplica(), stage.startReplica()]);
  });
  afterAll(() => stage.close());

  const answers = (key: string, count = 1) =>
    eventually(() => stage.about(key).length >= count && stage.about(key), {
      describe: `${count} answers about ${key}`,
      // The calls of a minute may be used up by then.
      timeoutMs: 75_000,
    });

  it('C3: makes one user out of many requests of many contacts at once, with the trace of the fact', async () => {
    const contacts = Array.from({ length: 40 }, (_, index) => `contact-${index}`);
    await stage.request(byEmail('ada'), contacts, PARENT);
    const [answer] = await answers('email:ada@b.example');
    const users = (await stage.endUsers()).filter(({ email }) => email === 'ada@b.example');
    expect(users).toHaveLength(1);
    expect(answer).toMatchObject({
      type: 'parley.customer.resolved.v1',
      traceparent: PARENT,
      data: { version: 1, organizationId: 'org', zendeskUserId: users[0]?.id },
    });
    await stage.request(byEmail('ada'), ['contact-99']);
    await stage.request(byEmail('ben'), ['contact-99']);
    await answers('email:ben@b.example');
    expect(stage.about('email:ada@b.example')).toHaveLength(1);
  });

  it('K15: makes no second user when the answer to a create is lost', async () => {
    await stage.sandbox.call('POST', '/sandbox/faults', {
      kind: 'reset-after',
      method: 'POST',
      path: '/api/v2/users',
      times: 1,
    });
    await stage.request(byEmail('eve'));
    const [answer] = await answers('email:eve@b.example');
    const users = (await stage.endUsers()).filter(({ email }) => email === 'eve@b.example');
    expect(users).toHaveLength(1);
    expect(answer?.data.zendeskUserId).toBe(users[0]?.id);
  });

  it('T5: makes a user without an address, once', async () => {
    const requester: Requester = { key: 'nameless:contact-5', kind: 'nameless', name: '' };
    await stage.request(requester, ['contact-5', 'contact-5', 'contact-6']);
    const [answer] = await answers('nameless:contact-5');
    const users = (await stage.endUsers()).filter(({ id }) => id === answer?.data.zendeskUserId);
    expect(users).toMatchObject([{ email: null }]);
  });

  it('C4: holds for a suspended user, and goes on by itself when that is lifted', async () => {
    const { user } = await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', {
      user: { name: 'Grace' },
    });
    await stage.sandbox.call('PUT', `/api/v2/users/${user.id}`, { user: { suspended: true } });
    const key = `user:${user.id}`;
    await stage.request({ key, kind: 'linked', zendeskUserId: user.id });
    expect((await answers(key))[0]).toMatchObject({
      type: 'parley.customer.blocked.v1',
      data: { version: 1, reason: 'customer-suspended' },
    });
    await stage.sandbox.call('PUT', `/api/v2/users/${user.id}`, { user: { suspended: false } });
    await stage.customer.query(`UPDATE requester SET next_attempt_at = now() WHERE requester_key = $1`, [
      key,
    ]); // five minutes later
    expect((await answers(key, 2))[1]).toMatchObject({
      type: 'parley.customer.resolved.v1',
      data: { version: 2, zendeskUserId: user.id },
    });
  });

  it('C4, C5: notices by itself that known customers were suspended or deleted', async () => {
    const make = (name: string) =>
      stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', { user: { name } });
    const [{ user: suspended }, { user: deleted }] = [await make('Sus'), await make('Del')];
    for (const { id } of [suspended, deleted]) {
      await stage.request({ key: `user:${id}`, kind: 'linked', zendeskUserId: id });
      await answers(`user:${id}`);
    }
    await stage.sandbox.call('PUT', `/api/v2/users/${suspended.id}`, { user: { suspended: true } });
    await stage.sandbox.call('DELETE', `/api/v2/users/${deleted.id}`);
    await stage.customer.query(
      `UPDATE requester SET checked_at = now() - interval '6 minutes' WHERE state = 'resolved'`,
    );
    expect((await answers(`user:${suspended.id}`, 2))[1]).toMatchObject({
      data: { version: 2, reason: 'customer-suspended' },
    });
    expect((await answers(`user:${deleted.id}`, 2))[1]).toMatchObject({
      data: { version: 2, reason: 'customer-not-found' },
    });
  });

  it('C5: holds for a linked user that is not there', async () => {
    await stage.request({ key: 'user:424242', kind: 'linked', zendeskUserId: 424_242 });
    expect((await answers('user:424242'))[0]).toMatchObject({
      data: { reason: 'customer-not-found', zendeskUserId: 424_242 },
    });
  });

  it('C4: looks at a customer at once when Zendesk refused a ticket of theirs, whatever key they are known by', async () => {
    const { user } = await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', {
      user: { name: 'Hedy', email: 'hedy@b.example' },
    });
    await stage.request({ key: `user:${user.id}`, kind: 'linked', zendeskUserId: user.id });
    await answers(`user:${user.id}`);
    await stage.sandbox.call('PUT', `/api/v2/users/${user.id}`, { user: { suspended: true } });
    await stage.publish('ticketEvents', 'parley.ticket.held.v1', {
      version: 3,
      organizationId: 'org',
      conversationId: 'conv-1',
      contactId: 'contact-1',
      ticketKey: '6f1c2a52-6f0e-5a8e-9a43-0d6b3a0f3f11',
      generation: 0,
      reason: 'customer-suspended',
      zendeskUserId: user.id,
    });
    expect((await answers(`user:${user.id}`, 2))[1]).toMatchObject({
      data: { version: 2, reason: 'customer-suspended', zendeskUserId: user.id },
    });
  });

  it('C3: holds when several users have the address, and takes a choice once, for good', async () => {
    await stage.sandbox.call('PUT', '/sandbox/settings', { duplicateEmails: true, indexLagSeconds: 0 });
    const make = async (name: string) => {
      const user = { name, email: 'two@b.example' };
      return (await stage.sandbox.call<{ user: { id: number } }>('POST', '/api/v2/users', { user })).user.id;
    };
    const candidates = [await make('One'), await make('Two')];
    await stage.request(byEmail('two'));
    const key = 'email:two@b.example';
    expect((await answers(key))[0]).toMatchObject({
      type: 'parley.customer.blocked.v1',
      data: { reason: 'customer-ambiguous', candidates },
    });
    const choose = (zendeskUserId: number | undefined, id: string, requesterKey = key) =>
      stage.publish(
        'commands',
        'parley.command.choose-customer.v1',
        {
          contactId: 'contact-1',
          by: { id: 'grace' },
          at: '2026-11-21T09:00:00Z',
          organizationId: 'org',
          requesterKey,
          zendeskUserId,
        },
        id,
      );
    const chosenFor = async (requesterKey: string) => {
      const [row] = await stage.customer.query<{ chosen_user_id: string | null }>(
        `SELECT chosen_user_id FROM requester WHERE requester_key = $1`,
        [requesterKey],
      );
      return row?.chosen_user_id ?? undefined;
    };
    await choose(candidates[0], 'first');
    await choose(candidates[1], 'second');
    await choose(candidates[0], 'first'); // a repeat of the earlier one must not win
    await choose(candidates[1], 'last', 'email:eve@b.example');
    await eventually(() => chosenFor('email:eve@b.example'), { describe: 'every choice to be taken' });
    expect(Number(await chosenFor(key))).toBe(candidates[1]);
    await eventually(() => stage.about(key).at(-1)?.data.zendeskUserId === candidates[1]);
    await stage.sandbox.call('PUT', '/sandbox/settings', { duplicateEmails: false, indexLagSeconds: 3_600 });
  });

  it('C2: serves advisors to whoever shows the credential of the services, and to nobody else', async () => {
    const lists = { searchFields: ['name'], displayFields: ['name', 'user_fields.plan'] };
    expect(await stage.serves('search', { query: 'ada', ...lists }, 'x'.repeat(36))).toMatchObject({
      status: 403,
    });
    expect(await stage.serves('user-fields', {})).toMatchObject({
      status: 200,
      body: { items: expect.arrayContaining([expect.objectContaining({ key: 'user_fields.plan' })]) },
    });
    expect(await stage.serves('search', { query: '', ...lists })).toMatchObject({
      status: 422,
      body: { code: 'invalid-body' },
    });
    expect(await stage.serves('show', { zendeskUserId: 999_999, displayFields: [] })).toMatchObject({
      status: 404,
      body: { code: 'customer-unknown' },
    });
  });

  it('C2, C6: makes one customer out of many requests at once and a lost answer, and tells Mode B of it', async () => {
    await stage.sandbox.call('POST', '/sandbox/faults', {
      kind: 'status-after',
      method: 'POST',
      path: '/api/v2/users',
      times: 1,
    });
    const create = () =>
      stage.serves('create', {
        fields: { name: 'Joan', email: 'joan@b.example', 'user_fields.plan': 'plus' },
        createFields: ['name', 'email', 'user_fields.plan'].map((key) => ({ key, required: true })),
        displayFields: ['user_fields.plan'],
      });
    const made = await Promise.all(Array.from({ length: 8 }, create));
    expect(made.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
    const users = (await stage.endUsers()).filter(({ email }) => email === 'joan@b.example');
    expect(users).toHaveLength(1);
    const [answer] = await answers('email:joan@b.example');
    expect(answer).toMatchObject({ data: { version: 1, zendeskUserId: users[0]?.id } });
    expect(made[0]?.body).toMatchObject({
      zendeskUserId: users[0]?.id,
      fields: { 'user_fields.plan': 'plus' },
    });
    await stage.request(byEmail('joan'), ['contact-88']);
    await stage.request(byEmail('jill'), ['contact-88']);
    await answers('email:jill@b.example');
    expect(stage.about('email:joan@b.example')).toHaveLength(1);
  });

  it('takes over what a process that vanished had claimed, and writes nothing for it any more', async () => {
    await stage.customer.query(
      `INSERT INTO requester (organization_id, requester_key, kind, email, name, next_attempt_at, epoch, attempts, lease_until, create_sent_at)
       VALUES ('org', 'email:kay@b.example', 'email', 'kay@b.example', 'Kay', now(), 4, 1, now() + interval '1 second', now())`,
    );
    await answers('email:kay@b.example');
    const [row] = await stage.customer.query(
      `SELECT state, epoch, attempts, lease_until, create_sent_at FROM requester WHERE name = 'Kay'`,
    );
    expect(row).toEqual({
      state: 'resolved',
      epoch: '5',
      attempts: 0,
      lease_until: null,
      create_sent_at: null,
    });
  });

  it('G5: calls nothing for an organization that is not authorised, and catches up when it is', async () => {
    await stage.organization('unauthorised');
    const unauthorised = async () =>
      (await stage.customer.query(`SELECT 1 FROM organization WHERE state = 'unauthorised'`)).length === 1;
    await eventually(unauthorised);
    const before = await stage.endUsers();
    await stage.request(byEmail('lin'), ['contact-31']);
    await eventually(
      async () => (await stage.customer.query(`SELECT 1 FROM requester WHERE name = 'lin'`)).length === 1,
    );
    expect(await stage.endUsers()).toEqual(before);
    await stage.organization('active');
    await answers('email:lin@b.example');
  });

  it('A2: tells that the token is not accepted any more, and goes on after re-authorisation', async () => {
    await stage.connections.connect('org', stage.sandbox.url, {
      accessToken: 'a-token-nobody-issued',
      connectedUserId: 1,
    });
    // A replica uses a connection for up to a second without reading it again.
    await eventually(
      async () => {
        const name = `mia${stage.told.length}`;
        await stage.request(byEmail(name), ['contact-51']);
        return stage.told.some(({ type }) => type === 'parley.authorization.lost.v1');
      },
      { everyMs: 300 },
    );
    const lost = stage.told.find(({ type }) => type === 'parley.authorization.lost.v1');
    expect(lost).toMatchObject({ data: { organizationId: 'org', version: 2, reason: 'token-refused' } });
    await stage.organization('unauthorised');
    await stage.request(byEmail('noa'), ['contact-52']);
    await stage.connections.connect('org', stage.sandbox.url, {
      accessToken: SANDBOX_TOKEN,
      connectedUserId: 1,
    });
    await stage.organization('active');
    await answers('email:noa@b.example');
  });
});
