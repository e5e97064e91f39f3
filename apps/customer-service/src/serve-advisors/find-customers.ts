import type {
  FoundCustomer,
  InternalCustomerAnswer,
  InternalCustomerBody,
  UserFieldValue,
} from '@parley/contracts';
import { emailRequesterKey } from '@parley/contracts';
import { normaliseEmail } from '@parley/sync-policy';
import { isSearchable, type ZendeskGateway, type ZendeskUser } from '@parley/zendesk';
import type { CustomerMemory } from './customer-memory.port';
import { refused, served, withoutZendesk, type Served } from './served';
import type { UserFieldBook } from './user-field-book';
import { propertyView, type UserProperty } from './user-properties';

/** Most customers that a search shows; whoever sees so many says more of the name. */
const MOST_SHOWN = 25;

/** Shows customers of a Zendesk to advisors, as the configuration's lists want it (C1, C2). */
export class FindCustomers {
  constructor(
    private readonly zendesk: Pick<ZendeskGateway, 'searchUsers' | 'showUser' | 'showManyUsers'>,
    private readonly fields: UserFieldBook,
    private readonly memory: CustomerMemory,
  ) {}

  /** Everything that the lists may name, as this Zendesk has it now. */
  async userFields(organizationId: string): Promise<Served<InternalCustomerAnswer<'user-fields'>>> {
    const read = await this.fields.read(organizationId);
    return read.ok ? served({ items: [...read.body.values()].map(propertyView) }) : read;
  }

  /**
   * Looks in one search field after the other, since one query of Zendesk's asks for all of its keys at once, until there is enough to show.
   * A user that Parley knows by the address is found whatever the index lags (C6); everybody is shown as they are now.
   */
  async search(
    organizationId: string,
    { query, searchFields, displayFields }: InternalCustomerBody<'search'>,
  ): Promise<Served<InternalCustomerAnswer<'search'>>> {
    if (!isSearchable(query)) return served({ items: [], complete: true });
    const properties = await this.fields.withNames(organizationId, [...searchFields, ...displayFields]);
    if (!properties.ok) return properties;
    const found = new Set(await this.remembered(organizationId, query));
    for (const field of new Set(searchFields)) {
      const property = properties.body.get(field);
      if (property?.uses.includes('search') !== true) continue;
      const term = { key: property.apiKey, text: query };
      const outcome = await this.zendesk.searchUsers(organizationId, term, MOST_SHOWN + 1);
      if (outcome.kind !== 'ok') return withoutZendesk(outcome);
      for (const { id } of outcome.body) found.add(id);
      if (found.size > MOST_SHOWN) break;
    }
    if (found.size === 0) return served({ items: [], complete: true });
    const shown = [...found].slice(0, MOST_SHOWN);
    const present = await this.zendesk.showManyUsers(organizationId, shown);
    if (present.kind !== 'ok') return withoutZendesk(present);
    const items = present.body
      .filter(({ active }) => active !== false)
      .sort((a, b) => shown.indexOf(a.id) - shown.indexOf(b.id))
      .map((user) => customerOf(user, displayFields, properties.body));
    return served({ items, complete: found.size <= MOST_SHOWN });
  }

  /** One customer; a deleted or merged one is unknown. */
  async show(
    organizationId: string,
    { zendeskUserId, displayFields }: InternalCustomerBody<'show'>,
  ): Promise<Served<FoundCustomer>> {
    const properties = await this.fields.withNames(organizationId, displayFields);
    if (!properties.ok) return properties;
    const outcome = await this.zendesk.showUser(organizationId, zendeskUserId);
    if (outcome.kind === 'ok' && outcome.body.active !== false)
      return served(customerOf(outcome.body, displayFields, properties.body));
    if (outcome.kind === 'ok' || (outcome.kind === 'refused' && outcome.code === 'not-found'))
      return refused('customer-unknown', 'This Zendesk has no such user, or has it no more.');
    return withoutZendesk(outcome);
  }

  private async remembered(organizationId: string, query: string): Promise<readonly number[]> {
    const email = normaliseEmail(query);
    if (email === undefined) return [];
    const known = await this.memory.userOf(organizationId, emailRequesterKey(email));
    return known === undefined ? [] : [known];
  }
}

/** The user with the display fields, by their names in the list. */
export function customerOf(
  user: ZendeskUser,
  displayFields: readonly string[],
  properties: ReadonlyMap<string, UserProperty>,
): FoundCustomer {
  const standard: Readonly<Record<string, unknown>> = user;
  const own: unknown = standard['user_fields'];
  const values = typeof own === 'object' && own !== null ? (own as Readonly<Record<string, unknown>>) : {};
  const fields = displayFields.flatMap((name): [string, UserFieldValue][] => {
    const property = properties.get(name);
    if (property === undefined) return [];
    return [[name, shownValue(property.standard ? standard[property.apiKey] : values[property.apiKey])]];
  });
  return { zendeskUserId: user.id, suspended: user.suspended === true, fields: Object.fromEntries(fields) };
}

function shownValue(value: unknown): UserFieldValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return Array.isArray(value) ? value.map(String) : null;
}
