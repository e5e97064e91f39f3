import type { ZendeskOutcome, ZendeskUser } from '@parley/zendesk';
import { FakeZendeskUsers, OUTCOMES } from '../../test/fake-zendesk-users';
import { patientUsers, type AdvisorUsers } from './patient-users';

const heldBack = { ...OUTCOMES.rateLimited, retryAfterMs: 1, sent: false } as const;

/** Zendesk's users, where looking at one is answered with these outcomes first. */
function users(...first: ZendeskOutcome<ZendeskUser>[]): {
  readonly asked: () => number;
  users: AdvisorUsers;
} {
  let asked = 0;
  const fake = new FakeZendeskUsers();
  const { id } = fake.add({ name: 'Ada' });
  const showUser = () => {
    asked += 1;
    return Promise.resolve(first.shift() ?? fake.showUser('org', id));
  };
  return { asked: () => asked, users: Object.assign(Object.create(fake) as AdvisorUsers, { showUser }) };
}

describe('what the budget holds back while a person waits (C2)', () => {
  it('C2 is sent as soon as there is a place', async () => {
    const { asked, users: held } = users(heldBack, heldBack);
    expect(await patientUsers(held).showUser('org', 1)).toMatchObject({ kind: 'ok' });
    expect(asked()).toBe(3);
  });

  it('C2 is answered as it is when it would take longer, and when Zendesk itself says 429', async () => {
    const long = users({ ...heldBack, retryAfterMs: 60_000 });
    expect(await patientUsers(long.users).showUser('org', 1)).toMatchObject({ retryAfterMs: 60_000 });
    const sent = users({ ...heldBack, sent: true });
    expect(await patientUsers(sent.users).showUser('org', 1)).toMatchObject({ kind: 'rate-limited' });
    expect([long.asked(), sent.asked()]).toEqual([1, 1]);
  });

  it('C2 gives up after a while', async () => {
    const { asked, users: held } = users(...Array.from({ length: 1_000 }, () => heldBack));
    expect(await patientUsers(held, 20).showUser('org', 1)).toMatchObject({ kind: 'rate-limited' });
    expect(asked()).toBeLessThan(100);
  });
});
