import type { ContactAccount } from './contact-networks';
import { NetworkPolicy } from './network-policy';

const account = (network: string | null, directApiContract = false): ContactAccount => ({
  accountId: 'acc-1',
  network,
  directApiContract,
});

describe('customers of contacts on X (G4)', () => {
  const policy = (accounts: readonly ContactAccount[]) =>
    new NetworkPolicy({
      accountsOf: () => Promise.resolve(accounts),
      account: () => Promise.resolve(accounts[0]),
    });

  it.each([
    ['x', false, 'x-contract-missing'],
    [' Twitter', false, 'x-contract-missing'],
    ['X', true, undefined],
    ['whatsapp', false, undefined],
  ] as const)('G4 %s with contract %s: %s', async (network, contract, code) => {
    for (const workplace of [{ contactId: 'c' }, { accountId: 'acc-1' }]) {
      const allowed = policy([account(network, contract)]).assertAllowed(workplace);
      if (code === undefined) await expect(allowed).resolves.toBeUndefined();
      else await expect(allowed).rejects.toMatchObject({ code, status: 409 });
    }
  });

  it('G4 refuses a contact who writes on X among others', async () => {
    const allowed = policy([account('whatsapp'), account('x')]).assertAllowed({ contactId: 'c' });
    await expect(allowed).rejects.toMatchObject({ code: 'x-contract-missing' });
  });

  it('G4 refuses an account that nobody knows, which could be one of X; leaves a contact that nobody knows to the gate', async () => {
    await expect(policy([]).assertAllowed({ accountId: 'acc-1' })).rejects.toMatchObject({
      code: 'account-unknown',
    });
    await expect(policy([]).assertAllowed({ contactId: 'c' })).resolves.toBeUndefined();
    await expect(policy([account('x')]).assertAllowed({})).resolves.toBeUndefined();
  });
});
