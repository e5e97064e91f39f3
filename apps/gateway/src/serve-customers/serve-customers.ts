import { createHash } from 'node:crypto';
import { Inject } from '@nestjs/common';
import type {
  CreateCustomer,
  CreatedCustomer,
  CustomerList,
  CustomerView,
  CustomerWorkplace,
  FoundCustomer,
  UserFieldsView,
} from '@parley/contracts';
import type { Principal } from '../access/role';
import { NetworkPolicy } from '../associate-contact/network-policy';
import { ORGANIZATION_STORE } from '../connect-organization/organization';
import type { Organization, OrganizationStore } from '../connect-organization/organization';
import { disconnectedOrganization, unknownOrganization } from '../connect-organization/organization-problems';
import { customerUrl } from './customer-url';
import { CUSTOMER_SERVICE } from './customer-service';
import type { CustomerService } from './customer-service';

/** Has customers found and made by customer-service, by the lists of the organization (C1, C2) and where G4 allows it. */
export class ServeCustomers {
  constructor(
    @Inject(ORGANIZATION_STORE) private readonly organizations: Pick<OrganizationStore, 'find'>,
    @Inject(NetworkPolicy) private readonly policy: Pick<NetworkPolicy, 'assertAllowed'>,
    @Inject(CUSTOMER_SERVICE) private readonly customers: CustomerService,
  ) {}

  /** What the lists may name, and what they name in vain. */
  async userFields(organizationId: string): Promise<UserFieldsView> {
    const { id, configuration } = await this.connected(organizationId);
    const { items } = await this.customers.ask(id, 'user-fields', {});
    const { searchFields, displayFields, createFields } = configuration;
    const named = new Set([...searchFields, ...displayFields, ...createFields.map(({ key }) => key)]);
    const known = new Set(items.map(({ key }) => key));
    return {
      items,
      missing: [...named].filter((key) => !known.has(key)),
      lists: {
        searchFields: [...searchFields],
        displayFields: [...displayFields],
        createFields: [...createFields],
      },
    };
  }

  async search(organizationId: string, query: string, workplace: CustomerWorkplace): Promise<CustomerList> {
    const organization = await this.allowed(organizationId, workplace);
    const { searchFields, displayFields } = organization.configuration;
    const body = { query, searchFields, displayFields };
    const { items, complete } = await this.customers.ask(organization.id, 'search', body);
    return { items: items.map((item) => viewOf(item, organization)), complete };
  }

  async show(
    organizationId: string,
    zendeskUserId: number,
    workplace: CustomerWorkplace,
  ): Promise<CustomerView> {
    const organization = await this.allowed(organizationId, workplace);
    const { displayFields } = organization.configuration;
    const found = await this.customers.ask(organization.id, 'show', { zendeskUserId, displayFields });
    return viewOf(found, organization);
  }

  /** `key` is the caller's own name for this creation: the same key, the same customer. */
  async create(
    organizationId: string,
    { fields, contactId, accountId }: CreateCustomer,
    key: string | undefined,
    { subject }: Principal,
  ): Promise<CreatedCustomer> {
    const workplace = {
      ...(contactId === undefined ? {} : { contactId }),
      ...(accountId === undefined ? {} : { accountId }),
    };
    const organization = await this.allowed(organizationId, workplace);
    const { createFields, displayFields } = organization.configuration;
    const { created, ...found } = await this.customers.ask(organization.id, 'create', {
      fields,
      createFields,
      displayFields,
      ...(contactId === undefined ? {} : { contactId }),
      ...(key === undefined ? {} : { creationKey: keyOf(subject, key) }),
    });
    return { ...viewOf(found, organization), created };
  }

  private async allowed(organizationId: string, workplace: CustomerWorkplace): Promise<Organization> {
    const organization = await this.connected(organizationId);
    await this.policy.assertAllowed(workplace);
    return organization;
  }

  private async connected(organizationId: string): Promise<Organization> {
    const organization = await this.organizations.find(organizationId);
    if (organization === undefined) throw unknownOrganization();
    if (organization.state === 'disconnected') throw disconnectedOrganization();
    return organization;
  }
}

function viewOf(customer: FoundCustomer, { url }: Organization): CustomerView {
  return { ...customer, url: customerUrl(url, customer.zendeskUserId) };
}

/** Two callers may use the same key for different things. */
function keyOf(subject: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([subject, key]))
    .digest('hex');
}
