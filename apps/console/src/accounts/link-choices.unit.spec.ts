import type { DirectoryAccountView } from '@parley/contracts';
import { linkChoices } from './link-choices';

const account = (id: string, networkLabel: string, name: string, organizationId?: string) => ({
  id,
  network: networkLabel.toLowerCase(),
  networkLabel,
  name,
  ...(organizationId !== undefined && { organizationId }),
});

const accounts: readonly DirectoryAccountView[] = [
  account('4', 'WhatsApp', 'Sales', 'other'),
  account('3', 'WhatsApp', 'Help'),
  account('2', 'Facebook', 'Shop', 'mine'),
  account('1', 'Facebook', 'Help'),
];

describe('the accounts to link (A3)', () => {
  it('A3 shows those that are free first, and says of the others where they are', () => {
    expect(linkChoices(accounts, 'mine', '').map((choice) => [choice.account.id, choice.taken])).toEqual([
      ['1', null],
      ['3', null],
      ['2', 'here'],
      ['4', 'elsewhere'],
    ]);
  });

  it.each([
    ['help', ['1', '3']],
    [' WHATS', ['3', '4']],
    ['nobody', []],
  ])('A3 looks "%s" up in name and network', (wanted, ids) => {
    expect(linkChoices(accounts, 'mine', wanted).map((choice) => choice.account.id)).toEqual(ids);
  });
});
