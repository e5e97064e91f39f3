import type { OrganizationDocument } from '@parley/contracts';
import { CLAIM, claimOne, load, ready, type StoreUnderTest } from './store-under-test';
import { customer, facts, introduce, message, organization, place, target } from './writer-world';

function key(index: number): string {
  return `${String(index).padStart(8, '0')}-1111-5111-8111-111111111111`;
}

/** What a store must do to make lanes workable, and which of them a claim takes. */
export function describeClaims(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name}: workable lanes`, () => {
    let store: StoreUnderTest;
    beforeEach(async () => {
      store = await open();
      await introduce(store.intake);
    });
    afterEach(() => store.close());

    it('merges targets by furthest place and highest version, in any order', async () => {
      const early = target(1, 2, { version: 2, requesterKey: 'user:501' });
      const late = target(1, 5, { version: 1, requesterKey: 'user:77' });
      await store.intake.facts(facts([message(1, 'one'), message(5, 'five')]));
      await store.intake.targets([early]);
      await store.intake.targets([late, late]);
      const record = await load(store, await claimOne(store));
      expect(record).toMatchObject({ through: place(5), customerId: 501 });
    });

    it('is told by each flow when a lane may work: transcript, target, customer', async () => {
      expect(await store.intake.targets([target(1, 4)])).toBe(false);
      expect(await store.intake.facts(facts([message(3, 'three')]))).toBe(false);
      expect(await store.intake.facts(facts([message(4, 'four')]))).toBe(true);
      expect(
        await store.intake.customers([
          customer({ version: 2, blockedReason: 'customer-suspended', zendeskUserId: null }),
        ]),
      ).toBe(false);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      expect(await store.intake.customers([customer({ version: 3 })])).toBe(true);
      expect(
        await store.intake.customers([customer({ version: 2, blockedReason: 'customer-suspended' })]),
      ).toBeDefined();
      expect(await store.lanes.claim(CLAIM)).toHaveLength(1);
    });

    it('K15 says of a held lane when its target has run ahead of the transcript', async () => {
      await ready(store);
      const held = await claimOne(store);
      expect(await load(store, held)).toMatchObject({ isFollowed: true });
      await store.intake.targets([target(1, 3)]);
      expect(await load(store, held)).toMatchObject({ isFollowed: false, through: place(3) });
      await store.intake.facts(facts([message(3, 'three')]));
      expect(await load(store, held)).toMatchObject({ isFollowed: true });
    });

    it('claims creates before updates and in turns between accounts, and leaves out who rests', async () => {
      const accounts = ['acc-a', 'acc-b'].map((accountId) => ({
        accountId,
        enabled: true,
        directApiContract: false,
      }));
      const named = accounts.map(
        ({ accountId }) => [accountId, { name: accountId, network: 'sms' }] as const,
      );
      await store.intake.accounts(new Map(named));
      await store.intake.organizations([organization(2, { accounts })]);
      await store.intake.facts(facts([message(9, 'nine')]));
      for (const index of [1, 2, 3]) {
        await store.intake.targets([
          target(1, 1, { ticketKey: key(index), accountId: 'acc-a', conversationId: `a-${index}` }),
        ]);
      }
      await store.intake.targets([
        target(1, 1, { ticketKey: key(4), accountId: 'acc-b', conversationId: 'b-4' }),
      ]);
      const two = await store.lanes.claim({ ...CLAIM, limit: 2 });
      expect(two.map(({ ticketKey }) => ticketKey).sort()).toEqual([key(1), key(4)]);
      expect(await store.lanes.claim({ ...CLAIM, resting: ['org-1'] })).toEqual([]);
      expect(await store.lanes.claim({ ...CLAIM, restingUpdates: ['org-1'] })).toHaveLength(2);
    });

    it('stops claiming at once where a gate shuts', async () => {
      await ready(store);
      const shut: OrganizationDocument = organization(2, { state: 'disconnected' });
      await store.intake.organizations([shut]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.organizations([organization(1)]);
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
      await store.intake.organizations([organization(3)]);
      await store.intake.accounts(new Map([['acc-whatsapp-1', undefined]]));
      expect(await store.lanes.claim(CLAIM)).toEqual([]);
    });

    it('remembers agents, and that there is none', async () => {
      expect(await store.agents.known('org-1', 'grace@example.org')).toBeUndefined();
      await store.agents.remember('org-1', 'grace@example.org', null);
      expect(await store.agents.known('org-1', 'grace@example.org')).toBeNull();
      await store.agents.remember('org-1', 'grace@example.org', 701);
      expect(await store.agents.known('org-1', 'grace@example.org')).toBe(701);
    });
  });
}
