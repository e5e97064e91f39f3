import { DEFAULT_CONFIGURATION, type OrganizationConfiguration, type UserFieldView } from '@parley/contracts';
import type { Organization } from '../connect-organization/organization';
import type { CustomerService } from '../serve-customers/customer-service';
import { UserFieldsCheck } from './user-fields-check';

const field = (key: string, ...uses: UserFieldView['uses'][number][]): UserFieldView => ({
  key,
  title: key,
  type: 'text',
  standard: false,
  uses,
});

describe('the lists of user fields (C1)', () => {
  let asked: number;
  const customers: CustomerService = {
    ask: (() => {
      asked += 1;
      const items = [
        field('phone', 'search', 'display', 'create'),
        field('role', 'display'),
        field('user_fields.plan', 'search', 'display', 'create'),
      ];
      return Promise.resolve({ items });
    }) as CustomerService['ask'],
  };
  const check = (
    change: Partial<OrganizationConfiguration>,
    present: OrganizationConfiguration = DEFAULT_CONFIGURATION,
  ) =>
    new UserFieldsCheck(customers).assertKnown({ id: 'org', configuration: present } as Organization, {
      ...present,
      ...change,
    });

  beforeEach(() => {
    asked = 0;
  });

  it('C1 lets names through that this Zendesk has for that use', async () => {
    await check({
      searchFields: ['name', 'phone', 'user_fields.plan'],
      displayFields: ['role', 'user_fields.plan'],
      createFields: [{ key: 'user_fields.plan', required: true }],
    });
    expect(asked).toBe(1);
  });

  it('C1 refuses names that it does not have, or not for that use, each with its place', async () => {
    const change = {
      searchFields: ['name', 'plan'],
      createFields: [
        { key: 'name', required: true },
        { key: 'role', required: false },
      ],
    };
    await expect(check(change)).rejects.toMatchObject({
      code: 'user-field-unknown',
      status: 422,
      extras: {
        members: {
          faults: [
            { pointer: '/searchFields/1', detail: 'plan is no field of users in this Zendesk' },
            { pointer: '/createFields/1/key', detail: 'role cannot be used to create' },
          ],
        },
      },
    });
  });

  it('C1 does not ask for names that were there before: a field that is gone stands in the way of no other change', async () => {
    const present = { ...DEFAULT_CONFIGURATION, displayFields: ['name', 'user_fields.gone'] };
    await check({ closeAs: 'solved', displayFields: ['user_fields.gone'] }, present);
    expect(asked).toBe(0);
  });
});
