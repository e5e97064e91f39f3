import { FakeZendeskUsers, OUTCOMES } from '../../test/fake-zendesk-users';
import { externalIdOf } from './external-id';
import type { ClaimedRequester, Wanted } from './requester';
import { ResolveRequester } from './resolve-requester';

const email = 'ada@b.example';
const key = `email:${email}`;
const byEmail: Wanted = { kind: 'email', email, name: 'Ada' };

describe('ResolveRequester', () => {
  let zendesk: FakeZendeskUsers;
  let resolver: ResolveRequester;
  let noted: number;

  beforeEach(() => {
    zendesk = new FakeZendeskUsers();
    resolver = new ResolveRequester(zendesk);
    noted = 0;
  });

  const claim = (wanted: Wanted, change: Partial<ClaimedRequester> = {}): ClaimedRequester => ({
    organizationId: 'org',
    requesterKey:
      wanted.kind === 'email'
        ? key
        : wanted.kind === 'linked'
          ? `user:${wanted.zendeskUserId}`
          : 'nameless:contact-7',
    wanted,
    epoch: 1,
    attempts: 1,
    createSent: false,
    version: 0,
    ...change,
  });
  const noteCreate = () => {
    noted += 1;
    return Promise.resolve(true);
  };
  const resolve = (wanted: Wanted, change?: Partial<ClaimedRequester>) =>
    resolver.resolve(claim(wanted, change), noteCreate);

  describe('linked by an advisor', () => {
    it('takes a user that exists, end user or agent', async () => {
      zendesk.add({ id: 7 });
      zendesk.add({ id: 8, role: 'agent' });
      expect(await resolve({ kind: 'linked', zendeskUserId: 7 })).toEqual({
        state: 'resolved',
        zendeskUserId: 7,
      });
      expect(await resolve({ kind: 'linked', zendeskUserId: 8 })).toEqual({
        state: 'resolved',
        zendeskUserId: 8,
      });
    });

    it('C4: holds for a suspended user', async () => {
      zendesk.add({ id: 7, suspended: true });
      expect(await resolve({ kind: 'linked', zendeskUserId: 7 })).toEqual({
        state: 'blocked',
        reason: 'customer-suspended',
        zendeskUserId: 7,
      });
    });

    it('C5: holds for a user that is gone', async () => {
      zendesk.add({ id: 7, active: false });
      const gone = { state: 'blocked', reason: 'customer-not-found' };
      expect(await resolve({ kind: 'linked', zendeskUserId: 7 })).toEqual({ ...gone, zendeskUserId: 7 });
      expect(await resolve({ kind: 'linked', zendeskUserId: 9 })).toEqual({ ...gone, zendeskUserId: 9 });
    });
  });

  describe('by e-mail (C3)', () => {
    it('takes the one user with the address, and creates none', async () => {
      const { id } = zendesk.add({ email });
      expect(await resolve(byEmail)).toEqual({ state: 'resolved', zendeskUserId: id });
      expect(zendesk.calls).toEqual(['searchUsersByEmail']);
    });

    it('creates a user when there is none, marked by the hash of the requester key, and notes it first', async () => {
      expect(await resolve(byEmail)).toEqual({ state: 'resolved', zendeskUserId: 100 });
      expect(zendesk.users).toMatchObject([{ name: 'Ada', email, external_id: externalIdOf(key) }]);
      expect(externalIdOf(key)).toMatch(/^parley:[0-9a-f]{64}$/);
      expect(noted).toBe(1);
    });

    it('holds for a person when several users match, and names them', async () => {
      const [second, first] = [zendesk.add({ id: 9, email }), zendesk.add({ id: 8, email })];
      expect(await resolve(byEmail)).toEqual({
        state: 'blocked',
        reason: 'customer-ambiguous',
        candidates: [first.id, second.id],
      });
    });

    it('takes the user whom a person chose, for as long as there is one', async () => {
      zendesk.add({ id: 8, email });
      const { id: chosenUserId } = zendesk.add({ id: 9, email });
      expect(await resolve(byEmail, { chosenUserId })).toEqual({ state: 'resolved', zendeskUserId: 9 });
      zendesk.change(9, { suspended: true });
      expect(await resolve(byEmail, { chosenUserId })).toMatchObject({ reason: 'customer-suspended' });
      zendesk.change(9, { active: false });
      expect(await resolve(byEmail, { chosenUserId })).toEqual({ state: 'resolved', zendeskUserId: 8 });
    });

    it('C6: asks for a user that it knows by the id, and never looks for them again', async () => {
      const { id } = zendesk.add({ email: 'changed-since@b.example' });
      const answer = { state: 'resolved', zendeskUserId: id } as const;
      expect(await resolve(byEmail, { answer })).toEqual(answer);
      expect(zendesk.calls).toEqual(['showUser']);
    });

    it('C5: finds a user anew who was deleted or merged', async () => {
      const { id } = zendesk.add({ active: false });
      const winner = zendesk.add({ email });
      const answer = { state: 'resolved', zendeskUserId: id } as const;
      expect(await resolve(byEmail, { answer })).toEqual({ state: 'resolved', zendeskUserId: winner.id });
      zendesk.change(winner.id, { active: false, email: null });
      expect(await resolve(byEmail, { answer })).toEqual({ state: 'resolved', zendeskUserId: 102 });
      expect(zendesk.users.at(-1)).toMatchObject({ name: 'Ada', email, external_id: externalIdOf(key) });
    });

    it('C5: makes nobody while it cannot be read whether the known user is gone', async () => {
      const { id } = zendesk.add({ email, active: false });
      zendesk.fail('showUser', OUTCOMES.timeout);
      const answer = { state: 'resolved', zendeskUserId: id } as const;
      expect(await resolve(byEmail, { answer })).toMatchObject({ state: 'later' });
      expect(zendesk.users).toHaveLength(1);
    });

    it('prefers the user that Parley made among several', async () => {
      zendesk.add({ email });
      const { id } = zendesk.add({ email, external_id: externalIdOf(key) });
      expect(await resolve(byEmail)).toEqual({ state: 'resolved', zendeskUserId: id });
    });

    it('C4: holds for a suspended user with the address', async () => {
      const { id } = zendesk.add({ email, suspended: true });
      expect(await resolve(byEmail)).toEqual({
        state: 'blocked',
        reason: 'customer-suspended',
        zendeskUserId: id,
      });
    });

    it('makes one user out of two tries at once, though the index knows neither', async () => {
      zendesk.indexing = false;
      const both = await Promise.all([resolve(byEmail), resolve(byEmail)]);
      expect(both).toEqual([
        { state: 'resolved', zendeskUserId: 100 },
        { state: 'resolved', zendeskUserId: 100 },
      ]);
      expect(zendesk.users).toHaveLength(1);
    });

    it('waits for the index when the address is taken by a user that it does not show yet', async () => {
      zendesk.indexing = false;
      const { id } = zendesk.add({ email });
      expect(await resolve(byEmail)).toMatchObject({
        state: 'later',
        inTheWay: 'requester',
        retryAfterMs: 15_000,
      });
      zendesk.indexAll();
      expect(await resolve(byEmail, { createSent: true, attempts: 2 })).toEqual({
        state: 'resolved',
        zendeskUserId: id,
      });
      expect(zendesk.users).toHaveLength(1);
    });

    it('holds for a person when nobody can be found behind a taken address for long', async () => {
      zendesk.indexing = false;
      zendesk.add({ email });
      expect(await resolve(byEmail, { attempts: 30 })).toEqual({
        state: 'blocked',
        reason: 'customer-not-found',
      });
    });

    it('reads back after a create with an unknown outcome, and creates no second user', async () => {
      zendesk.indexing = false;
      zendesk.fail('createUser', OUTCOMES.timeout, true);
      expect(await resolve(byEmail)).toMatchObject({ state: 'later', why: 'unknown timeout' });
      zendesk.calls.length = 0;
      expect(await resolve(byEmail, { createSent: true, attempts: 2 })).toEqual({
        state: 'resolved',
        zendeskUserId: 100,
      });
      expect(zendesk.calls).toEqual(['userByExternalId']);
      expect(zendesk.users).toHaveLength(1);
    });

    it('creates after all when the read-back finds that the lost create was never applied', async () => {
      zendesk.fail('createUser', OUTCOMES.timeout);
      await resolve(byEmail);
      expect(await resolve(byEmail, { createSent: true, attempts: 2 })).toEqual({
        state: 'resolved',
        zendeskUserId: 100,
      });
      expect(zendesk.users).toHaveLength(1);
    });

    it('does not create when the read-back itself ends unknown', async () => {
      zendesk.fail('userByExternalId', OUTCOMES.timeout);
      expect(await resolve(byEmail, { createSent: true })).toMatchObject({ state: 'later' });
      expect(zendesk.calls).toEqual(['userByExternalId']);
    });

    it('sends no create once its lease is lost', async () => {
      const resolution = await resolver.resolve(claim(byEmail), () => Promise.resolve(false));
      expect(resolution).toMatchObject({ state: 'later', why: 'lease lost' });
      expect(zendesk.calls).not.toContain('createUser');
    });

    it('holds for a person when Zendesk will not have the user', async () => {
      for (const outcome of [OUTCOMES.invalid, OUTCOMES.forbidden]) {
        zendesk.fail('createUser', outcome);
        expect(await resolve(byEmail)).toEqual({ state: 'blocked', reason: 'customer-not-found' });
      }
    });
  });

  describe('without an e-mail (T5 create-without-email)', () => {
    const nameless: Wanted = { kind: 'nameless', name: 'Contact contact-7' };

    it('creates one user without an address, once', async () => {
      zendesk.indexing = false;
      expect(await resolve(nameless)).toEqual({ state: 'resolved', zendeskUserId: 100 });
      expect(await resolve(nameless)).toEqual({ state: 'resolved', zendeskUserId: 100 });
      expect(zendesk.users).toMatchObject([{ name: 'Contact contact-7', email: null }]);
    });

    it('makes one user out of two tries at once', async () => {
      await Promise.all([resolve(nameless), resolve(nameless)]);
      expect(zendesk.users).toHaveLength(1);
    });
  });

  it.each([
    ['rateLimited', 'organization', 700],
    ['breakerOpen', 'organization', undefined],
    ['unauthorised', 'organization', undefined],
    ['timeout', 'requester', undefined],
  ] as const)('blames nobody for %s: it is tried again', async (name, inTheWay, retryAfterMs) => {
    for (const [method, wanted] of [
      ['searchUsersByEmail', byEmail],
      ['showUser', { kind: 'linked', zendeskUserId: 7 }],
    ] as const) {
      zendesk.fail(method, OUTCOMES[name]);
      const resolution = await resolve(wanted);
      expect(resolution).toMatchObject({ state: 'later', inTheWay });
      expect('retryAfterMs' in resolution ? resolution.retryAfterMs : undefined).toBe(retryAfterMs);
    }
    expect(zendesk.users).toEqual([]);
  });

  it.each([
    ['user-writes', { bucket: 'user-writes' }],
    ['route:POST /api/v2/users', { bucket: 'route:POST /api/v2/users' }],
    ['route:POST /api/v2/users, account', 'organization'],
    ['account', 'organization'],
  ])(
    'C3: a 429 that names %s stands in the way of what needs that, and of nothing else',
    async (bucket, inTheWay) => {
      zendesk.fail('createUser', { ...OUTCOMES.rateLimited, bucket, sent: true });
      expect(await resolve(byEmail)).toMatchObject({ state: 'later', retryAfterMs: 700, inTheWay });
    },
  );
});
