import { fixedClock } from '@parley/testing';
import type { UserField, UserTerm, ZendeskOutcome, ZendeskUser } from '@parley/zendesk';
import { FakeZendeskUsers, OUTCOMES } from '../../test/fake-zendesk-users';
import { externalIdOf } from '../resolve-customer/external-id';
import { CreateCustomer } from './create-customer';
import type { CustomerMemory, MadeCustomer } from './customer-memory.port';
import { FindCustomers } from './find-customers';
import { UserFieldBook } from './user-field-book';

const plan: UserField = { key: 'plan', type: 'text', title: 'Plan', active: true };
const lists = { searchFields: ['name', 'user_fields.plan'], displayFields: ['name', 'user_fields.plan'] };
const createFields = ['name', 'email', 'user_fields.plan'].map((key) => ({ key, required: false }));

describe('customers for advisors (C2)', () => {
  let zendesk: FakeZendeskUsers;
  let terms: UserTerm[];
  let fieldReads: number;
  let remembered: MadeCustomer[];
  let clock: ReturnType<typeof fixedClock>;
  let find: FindCustomers;
  let making: CreateCustomer;

  beforeEach(() => {
    zendesk = new FakeZendeskUsers();
    [terms, fieldReads, remembered] = [[], 0, []];
    clock = fixedClock();
    const ok = <T>(body: T): ZendeskOutcome<T> => ({
      kind: 'ok',
      method: 'GET',
      path: '/',
      durationMs: 1,
      status: 200,
      body,
      replayed: false,
      unpermittedKeys: [],
    });
    const book = new UserFieldBook(
      {
        userFields: () => {
          fieldReads += 1;
          return Promise.resolve(ok([plan]));
        },
      },
      clock,
    );
    const memory: CustomerMemory = {
      userOf: (_organization, key) =>
        Promise.resolve(remembered.find(({ requesterKey }) => requesterKey === key)?.zendeskUserId),
      remember: (made) => {
        remembered.push(made);
        return Promise.resolve();
      },
    };
    const searching = {
      searchUsers: (_organization: string, term: UserTerm, most: number) => {
        terms.push(term);
        const found = zendesk.users.filter(({ name }) => name?.startsWith(term.text));
        return Promise.resolve(ok(term.key === 'name' ? found.slice(0, most) : []));
      },
      showManyUsers: (_organization: string, ids: readonly number[]) =>
        Promise.resolve(ok(zendesk.users.filter(({ id, active }) => ids.includes(id) && active !== false))),
      showUser: zendesk.showUser.bind(zendesk),
    };
    find = new FindCustomers(searching, book, memory);
    making = new CreateCustomer(zendesk, book, memory);
  });

  const create = (fields: Record<string, string>, more = {}) =>
    making.create('org', { fields, createFields, displayFields: lists.displayFields, ...more });
  const add = (user: Partial<ZendeskUser> & { readonly user_fields?: unknown }) => zendesk.add(user);

  it('C1 looks in each search field once, in order, and shows the display fields by their names in the list', async () => {
    const { id } = add({ name: 'Ada', email: 'a@b.example', user_fields: { plan: 'plus' } });
    expect(await find.search('org', { query: 'Ad', ...lists })).toEqual({
      ok: true,
      body: {
        complete: true,
        items: [{ zendeskUserId: id, suspended: false, fields: { name: 'Ada', 'user_fields.plan': 'plus' } }],
      },
    });
    expect(terms).toEqual([
      { key: 'name', text: 'Ad' },
      { key: 'plan', text: 'Ad' },
    ]);
  });

  it('C2 shows people as they are now, the deleted not at all, and says when there are more', async () => {
    const gone = add({ name: 'Adam' });
    zendesk.change(gone.id, { active: false });
    for (let at = 0; at < 30; at += 1) add({ name: `Ada ${at}` });
    const served = await find.search('org', { query: 'Ada', ...lists });
    expect(served.ok && served.body.items).toHaveLength(24);
    expect(served.ok && served.body.complete).toBe(false);
    expect(terms).toHaveLength(1);
    expect(await find.show('org', { zendeskUserId: gone.id, displayFields: [] })).toMatchObject({
      problem: { code: 'customer-unknown' },
    });
  });

  it('C2 asks Zendesk nothing for a text without a letter or digit', async () => {
    expect(await find.search('org', { query: ' *"-', ...lists })).toEqual({
      ok: true,
      body: { items: [], complete: true },
    });
    expect([terms, fieldReads]).toEqual([[], 0]);
  });

  it('C1 reads the user fields again after half a minute, and not at all for standard ones', async () => {
    await find.search('org', { query: 'Ada', searchFields: ['name'], displayFields: ['email'] });
    expect(fieldReads).toBe(0);
    await find.search('org', { query: 'Ada', ...lists });
    await find.search('org', { query: 'Ada', ...lists });
    expect(fieldReads).toBe(1);
    clock.advance(30_000);
    await find.search('org', { query: 'Ada', ...lists });
    expect(fieldReads).toBe(2);
  });

  it('C6 finds who was just created by the address, though the index does not know them', async () => {
    zendesk.indexing = false;
    const made = await create({ name: 'Countess', email: 'ada@b.example' });
    expect(made).toMatchObject({ ok: true, body: { created: true } });
    expect(await find.search('org', { query: ' ADA@b.example ', ...lists })).toMatchObject({
      body: { items: [{ fields: { name: 'Countess' } }] },
    });
  });

  it('C3 makes the customer that Mode B would make, under the same external id', async () => {
    await create({ name: 'Ada', email: ' ADA@b.example', 'user_fields.plan': 'plus' });
    expect(zendesk.users).toMatchObject([
      { name: 'Ada', email: 'ada@b.example', external_id: externalIdOf('email:ada@b.example') },
    ]);
    expect(remembered).toMatchObject([{ requesterKey: 'email:ada@b.example', zendeskUserId: 100 }]);
  });

  it('C2 makes one customer out of two requests at once, whatever the index lags', async () => {
    zendesk.indexing = false;
    const both = await Promise.all([1, 2].map(() => create({ name: 'Ada', email: 'ada@b.example' })));
    expect(both.map((served) => served.ok && served.body.created).sort()).toEqual([false, true]);
    expect(zendesk.users).toHaveLength(1);
  });

  it('C2 makes one customer when the answer is lost, whether the call was applied or not', async () => {
    zendesk.fail('createUser', OUTCOMES.timeout, true);
    expect(await create({ name: 'Ada', email: 'ada@b.example' })).toMatchObject({
      body: { created: true, zendeskUserId: 100 },
    });
    zendesk.fail('createUser', OUTCOMES.timeout);
    expect(await create({ name: 'Ben', email: 'ben@b.example' })).toMatchObject({
      problem: { code: 'zendesk-unreachable' },
    });
    expect(await create({ name: 'Ben', email: 'ben@b.example' })).toMatchObject({ body: { created: true } });
    expect(zendesk.users).toHaveLength(2);
  });

  it('C2 names the user who has the address already', async () => {
    const { id } = add({ email: 'ada@b.example' });
    const fields = { name: 'Ada', email: 'ada@b.example' };
    expect(await create(fields)).toMatchObject({ problem: { code: 'customer-exists', zendeskUserId: id } });
  });

  it('C2 tells customers without an address apart by contact and values, or by the key of the caller', async () => {
    const ada = { name: 'Ada' };
    expect(await create(ada)).toMatchObject({ problem: { code: 'creation-key-missing' } });
    const created = async (fields: Record<string, string>, more: object) => {
      const served = await create(fields, more);
      return served.ok && served.body.created;
    };
    expect(await created(ada, { contactId: 'c-1' })).toBe(true);
    expect(await created(ada, { contactId: 'c-1' })).toBe(false);
    expect(await created(ada, { contactId: 'c-2' })).toBe(true);
    expect(await created({ ...ada, 'user_fields.plan': 'x' }, { contactId: 'c-1' })).toBe(true);
    expect(await created(ada, { creationKey: 'k' })).toBe(true);
    expect(await created(ada, { creationKey: 'k', contactId: 'c-9' })).toBe(false);
    expect(remembered).toEqual([]);
  });

  it.each([
    ['invalid', 'customer-refused'],
    ['forbidden', 'customer-refused'],
    ['rateLimited', 'zendesk-busy'],
    ['breakerOpen', 'zendesk-unreachable'],
    ['unauthorised', 'organization-not-authorised'],
  ] as const)('says what "%s" means: %s', async (name, code) => {
    zendesk.fail('createUser', OUTCOMES[name]);
    expect(await create({ name: 'Ada', email: 'ada@b.example' })).toMatchObject({ problem: { code } });
  });
});
