import { Inject } from '@nestjs/common';
import type { OrganizationConfiguration, UserFieldUse } from '@parley/contracts';
import type { Organization } from '../connect-organization/organization';
import { ProblemError } from '../http-edge/problem';
import { CUSTOMER_SERVICE } from '../serve-customers/customer-service';
import type { CustomerService } from '../serve-customers/customer-service';

/** A name in a list, with its place. */
interface Named {
  readonly key: string;
  readonly use: UserFieldUse;
  readonly pointer: string;
}

/** The lists of search, display and creation fields name what this Zendesk has (C1). */
export class UserFieldsCheck {
  constructor(@Inject(CUSTOMER_SERVICE) private readonly customers: Pick<CustomerService, 'ask'>) {}

  /**
   * Throws `user-field-unknown`, or why Zendesk cannot be asked. Names that stay are not checked again: a field that disappeared from
   * Zendesk is shown beside the lists, and must not stand in the way of any other change.
   */
  async assertKnown(
    { id, configuration: present }: Organization,
    wanted: OrganizationConfiguration,
  ): Promise<void> {
    const before = new Set(namesIn(present).map(({ key, use }) => `${use} ${key}`));
    const added = namesIn(wanted).filter(({ key, use }) => !before.has(`${use} ${key}`));
    if (added.length === 0) return;
    const { items } = await this.customers.ask(id, 'user-fields', {});
    const uses = new Map(items.map((item) => [item.key, item.uses]));
    const faults = added.flatMap(({ key, use, pointer }) => {
      const known = uses.get(key);
      if (known?.includes(use) === true) return [];
      const detail =
        known === undefined
          ? `${key} is no field of users in this Zendesk`
          : `${key} cannot be used to ${use}`;
      return { code: 'user-field-unknown', detail, pointer };
    });
    if (faults.length === 0) return;
    const details = faults.map(({ detail }) => detail).join('; ');
    throw new ProblemError('user-field-unknown', `${details}. See the user-fields of the organization.`, {
      members: { faults },
    });
  }
}

function namesIn({ searchFields, displayFields, createFields }: OrganizationConfiguration): readonly Named[] {
  return [
    ...searchFields.map((key, at): Named => ({ key, use: 'search', pointer: `/searchFields/${at}` })),
    ...displayFields.map((key, at): Named => ({ key, use: 'display', pointer: `/displayFields/${at}` })),
    ...createFields.map(({ key }, at): Named => ({ key, use: 'create', pointer: `/createFields/${at}/key` })),
  ];
}
