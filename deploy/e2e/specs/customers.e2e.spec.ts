import type { CreatedCustomer, CustomerList, Problem, UserFieldsView } from '@parley/contracts';
import { eventually } from '@parley/testing';
import { Desk, Story, becomesTicket, everythingStillHolds } from '../src';
import { publishersTrace, spansOf, type ExportedSpan } from '../src/spans';

afterAll(everythingStillHolds);

const LISTS = {
  searchFields: ['name', 'email', 'user_fields.customer_number'],
  displayFields: ['name', 'email', 'user_fields.plan', 'user_fields.points'],
  createFields: [
    { key: 'name', required: true },
    { key: 'email', required: false },
    { key: 'phone', required: false },
    { key: 'user_fields.customer_number', required: true },
    { key: 'user_fields.plan', required: false },
    { key: 'user_fields.points', required: false },
  ],
};

/** A desk whose organization has lists of its own. */
async function deskWithLists(options: Parameters<typeof Desk.open>[0] = {}) {
  const desk = await Desk.open({ ...options, configuration: { ...LISTS, ...options.configuration } });
  const path = `/v1/organizations/${desk.organizationId}/customers`;
  const find = async (query: string): Promise<CustomerList['items']> => {
    const { items } = (await desk.advisor.ask(
      'GET',
      `${path}?query=${encodeURIComponent(query)}`,
    )) as CustomerList;
    return items;
  };
  const create = (fields: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) =>
    desk.advisor.send('POST', path, { body: { fields, ...more } });
  return { desk, path, find, create };
}

describe('customers, as advisors see them', () => {
  it('C1 lists what the fields may name, as this Zendesk has it, and refuses names that it does not have', async () => {
    const { desk } = await deskWithLists();
    const path = `/v1/organizations/${desk.organizationId}`;
    const { items, missing } = (await desk.advisor.ask('GET', `${path}/user-fields`)) as UserFieldsView;
    expect(missing).toEqual([]);
    expect(items.filter(({ standard }) => !standard).map(({ key, type }) => [key, type])).toEqual([
      ['user_fields.customer_number', 'text'],
      ['user_fields.vip', 'checkbox'],
      ['user_fields.points', 'integer'],
      ['user_fields.plan', 'dropdown'],
    ]);
    const refusal = await desk.admin.send('PUT', `${path}/configuration`, {
      body: { ...LISTS, searchFields: ['name', 'user_fields.shoe_size'] },
    });
    expect(refusal).toMatchObject({
      status: 422,
      body: { code: 'user-field-unknown', faults: [{ pointer: '/searchFields/1' }] },
    });
  });

  it('C1 names user fields with capitals and hyphens in their keys', async () => {
    const desk = await Desk.open();
    await desk.zendesk.hasUserField('Shoe_Size-EU');
    const key = 'user_fields.Shoe_Size-EU';
    const createFields = ['name', key].map((name) => ({ key: name, required: true }));
    await desk.isConfigured({ displayFields: [key], createFields });
    const path = `/v1/organizations/${desk.organizationId}/customers`;
    const fields = { name: 'Ada Lovelace', [key]: '39' };
    const made = await desk.advisor.send('POST', path, {
      body: { fields, contactId: `contact-${desk.run}` },
    });
    expect(made.body).toMatchObject({ created: true, fields: { [key]: '39' } });
  });

  it('C2 searches by the search fields and shows the display fields, whatever is typed', async () => {
    const { desk, path, find } = await deskWithLists();
    const ada = await desk.zendesk.hasUser({
      name: 'Ada Lovelace',
      email: desk.email('ada'),
      user_fields: { customer_number: 'C-1815', plan: 'plus', points: 12 },
    });
    const grace = await desk.hasCustomer('Grace Hopper');
    const shown = {
      zendeskUserId: ada.id,
      suspended: false,
      url: `${desk.zendesk.url}/agent/users/${ada.id}`,
      fields: {
        name: 'Ada Lovelace',
        email: desk.email('ada'),
        'user_fields.plan': 'plus',
        'user_fields.points': 12,
      },
    };
    for (const query of ['Ada', 'love', 'lovelace', 'Ada Lovelace', desk.email('ada'), 'C-1815'])
      expect({ query, found: await find(query) }).toEqual({ query, found: [shown] });
    for (const query of ['*', 'zzz', 'role:admin', '" OR name:Ada* "', 'Ada" name:"Grace Hopper'])
      expect({ query, found: await find(query) }).toEqual({ query, found: [] });
    expect(await desk.advisor.ask('GET', `${path}/${grace.id}`)).toMatchObject({
      zendeskUserId: grace.id,
      fields: { name: 'Grace Hopper', 'user_fields.plan': null },
    });
    expect(await desk.advisor.send('GET', `${path}/999999999`)).toMatchObject({
      status: 404,
      body: { code: 'customer-unknown' },
    });
  });

  it('C2 leaves what is searched for out of every span', async () => {
    const { desk, path } = await deskWithLists();
    const trace = publishersTrace();
    const query = encodeURIComponent(desk.email('lovelace'));
    const headers = { traceparent: trace.traceparent };
    expect(await desk.advisor.send('GET', `${path}?query=${query}`, { headers })).toMatchObject({
      status: 200,
    });
    const spans = await eventually(
      async () => {
        const found = await spansOf(trace);
        const isDoor = ({ service, attributes }: ExportedSpan): boolean =>
          service === 'gateway' && attributes['url.path'] === path;
        return found.some(isDoor) && found.some(({ service }) => service === 'customer-service') && found;
      },
      { describe: 'the spans of the search', timeoutMs: 20_000 },
    );
    expect(JSON.stringify(spans)).not.toContain('lovelace');
  });

  it('C2 creates with the creation fields, associates, and the ticket is theirs', async () => {
    const { desk, create } = await deskWithLists();
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello').advisorReplies('Hi'));
    const made = await create({
      name: ' Ada Lovelace ',
      email: ` ${desk.email('ada').toUpperCase()} `,
      'user_fields.customer_number': 'C-1',
      'user_fields.plan': 'business',
      'user_fields.points': '7',
    });
    expect(made).toMatchObject({ status: 201, body: { created: true, fields: { 'user_fields.points': 7 } } });
    const { zendeskUserId } = made.body as CreatedCustomer;
    await story.isAssociatedWith({ id: zendeskUserId, name: 'Ada Lovelace', email: desk.email('ada') });
    await becomesTicket(story, { requester: desk.email('ada') });
    const creation = (await desk.zendesk.truth()).calls.find(
      ({ method, path }) => method === 'POST' && path === '/api/v2/users',
    );
    expect(JSON.parse(creation?.body ?? '')).toEqual({
      user: {
        name: 'Ada Lovelace',
        email: desk.email('ada'),
        external_id: expect.stringMatching(/^parley:[0-9a-f]{64}$/) as string,
        role: 'end-user',
        skip_verify_email: true,
        user_fields: { customer_number: 'C-1', plan: 'business', points: 7 },
      },
    });
  });

  it('C2 refuses what is missing, of the wrong type, or no creation field', async () => {
    const { desk, create } = await deskWithLists();
    const refusal = await create({
      email: 'ada at example',
      'user_fields.plan': 'gold',
      'user_fields.points': 'many',
      'user_fields.vip': true,
      role: 'admin',
    });
    expect(refusal).toMatchObject({ status: 422, body: { code: 'customer-invalid' } });
    const { faults = [] } = refusal.body as Problem;
    expect(faults.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([
      '/fields/email wrong-type',
      '/fields/name required',
      '/fields/role not-a-creation-field',
      '/fields/user_fields.customer_number required',
      '/fields/user_fields.plan wrong-type',
      '/fields/user_fields.points wrong-type',
      '/fields/user_fields.vip not-a-creation-field',
    ]);
    expect((await desk.zendesk.truth()).calls.filter(({ method }) => method === 'POST')).toEqual([]);
  });

  it('C2 creates one customer out of many requests at once, and out of one whose answer was lost', async () => {
    const { desk, create } = await deskWithLists();
    await desk.zendesk.behaves({ indexLagSeconds: 3_600 });
    await desk.zendesk.isDisturbedBy({
      kind: 'reset-after',
      method: 'POST',
      path: '/api/v2/users',
      times: 1,
    });
    const ada = { name: 'Ada', email: desk.email('ada'), 'user_fields.customer_number': 'C-1' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(ada)));
    expect(answers.filter(({ status }) => status !== 200 && status !== 201)).toEqual([]);
    const nameless = { name: 'Ada', 'user_fields.customer_number': 'C-2' };
    const both = await Promise.all([1, 2].map(() => create(nameless, { contactId: `contact-${desk.run}` })));
    const other = await create(nameless, { contactId: `another-${desk.run}` });
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201]);
    expect(other.status).toBe(201);
    expect(await create(nameless)).toMatchObject({ status: 422, body: { code: 'creation-key-missing' } });
    const { users } = await desk.zendesk.truth();
    expect(users.filter(({ name }) => name === 'Ada')).toHaveLength(3);
    const taken = { ...ada, email: desk.zendesk.agent.email };
    expect(await create(taken)).toMatchObject({ status: 409, body: { code: 'customer-exists' } });
  });

  it('G4 looks for nobody and makes nobody for a contact on X without a direct API contract', async () => {
    const { desk, path, create } = await deskWithLists({ network: 'X', modes: 'A' });
    const story = new Story(desk);
    await story.tells((it) => it.contactWrites('Hello'));
    await story.isHeldBecause('x-contract-missing');
    const before = (await desk.zendesk.truth()).calls.length;
    const refused = { status: 409, body: { code: 'x-contract-missing' } };
    for (const where of [`contactId=${story.contact.id}`, `accountId=${desk.accountId}`]) {
      expect(await desk.advisor.send('GET', `${path}?query=Ada&${where}`)).toMatchObject(refused);
      expect(await desk.advisor.send('GET', `${path}/1?${where}`)).toMatchObject(refused);
    }
    const fields = { name: 'Ada', email: desk.email('ada'), 'user_fields.customer_number': 'C-1' };
    expect(await create(fields, { contactId: story.contact.id })).toMatchObject(refused);
    expect((await desk.zendesk.truth()).calls.length).toBe(before);
    await desk.switches({ directApiContract: true });
    expect(await create(fields, { contactId: story.contact.id })).toMatchObject({ status: 201 });
  });
});

describe('customers of Mode B', () => {
  it('C3 takes who has exactly the address, as a secondary one too, and nobody else', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const ada = await desk.hasCustomer('Ada Lovelace');
    await desk.zendesk.hasCustomer('Another Ada', `x${desk.email('ada second')}`);
    await desk.zendesk.alsoHas(ada.id, desk.email('ada second'));
    const fields = { email: desk.email('Ada Second') };
    const story = new Story(desk, { contact: { name: 'A. L.', fields } });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: ada, subject: `A. L. via ${desk.accountName} (WhatsApp)` });
  });

  it('C3 C6 makes one customer out of many conversations at once, and never looks for them again', async () => {
    const desk = await Desk.open({ modes: 'B' });
    await desk.zendesk.behaves({ indexLagSeconds: 3_600 });
    const [email, spelled] = [desk.email('grace+x'), ` ${desk.email('GRACE+X').toUpperCase()}\u200b`];
    const stories = Array.from(
      { length: 6 },
      (_, at) =>
        new Story(desk, {
          id: `many-${at}`,
          contact: { name: 'Grace Hopper', fields: { email: at % 2 ? email : spelled } },
        }),
    );
    await Promise.all(
      stories.map((story) => story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId))),
    );
    for (const story of stories) await becomesTicket(story, { requester: email });
    const { users, calls } = await desk.zendesk.truth();
    expect(users.filter((user) => user.email === email)).toHaveLength(1);
    expect(calls.filter(({ path }) => path.startsWith('/api/v2/users/create_or_update'))).toEqual([]);
    const searches = calls.filter(
      ({ path, query }) => path.endsWith('/users/search') && query.includes('grace'),
    );
    expect(searches).toHaveLength(1);
    const later = new Story(desk, { id: 'later', contact: { name: 'Grace Hopper', fields: { email } } });
    await later.tells((it) => it.contactWrites('Again').isRoutedTo(desk.teamId));
    await becomesTicket(later, { requester: email });
    const after = (await desk.zendesk.truth()).calls;
    expect(
      after.filter(({ path, query }) => path.endsWith('/users/search') && query.includes('grace')),
    ).toHaveLength(1);
  });

  it('C6 takes the customer whom an advisor has just created, though the index does not know them', async () => {
    const { desk, create, find } = await deskWithLists({ modes: 'B' });
    await desk.zendesk.behaves({ indexLagSeconds: 3_600 });
    const email = desk.email('ada');
    const made = await create({ name: 'Ada Lovelace', email, 'user_fields.customer_number': 'C-1' });
    const { zendeskUserId } = made.body as CreatedCustomer;
    expect((await find(email)).map((found) => found.zendeskUserId)).toEqual([zendeskUserId]);
    const story = new Story(desk, { contact: { name: 'Ada Lovelace', fields: { email } } });
    await story.tells((it) => it.contactWrites('Hello').isRoutedTo(desk.teamId));
    expect((await becomesTicket(story, { requester: email })).requester_id).toBe(zendeskUserId);
  });

  it('C3 takes an agent as requester, too', async () => {
    const desk = await Desk.open({ modes: 'B' });
    const { agent } = desk.zendesk;
    const contact = { name: agent.name, fields: { email: agent.email } };
    const story = new Story(desk, { contact });
    await story.tells((it) => it.contactWrites('It is me').isRoutedTo(desk.teamId));
    await becomesTicket(story, { requester: agent });
  });
});
