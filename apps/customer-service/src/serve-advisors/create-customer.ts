import { createHash } from 'node:crypto';
import { emailRequesterKey, type InternalCustomerAnswer, type InternalCustomerBody } from '@parley/contracts';
import { createLogger } from '@parley/platform';
import type { Refused, ZendeskGateway, ZendeskUser } from '@parley/zendesk';
import { externalIdOf } from '../resolve-customer/external-id';
import type { CustomerMemory } from './customer-memory.port';
import { checkValues, type NewCustomer } from './customer-values';
import { customerOf } from './find-customers';
import { refused, served, withoutZendesk, type Served } from './served';
import type { UserFieldBook } from './user-field-book';

const logger = createLogger('serve-advisors');

type Users = Pick<ZendeskGateway, 'createUser' | 'userByExternalId' | 'searchUsersByEmail'>;
type Request = InternalCustomerBody<'create'>;
type Made = { readonly user: ZendeskUser; readonly created: boolean };

/**
 * Makes customers for advisors (C2), each once: two tries at the same customer have the same `external_id`, which Zendesk keeps unique,
 * whatever answers get lost, index lags, or other advisors and Mode B do at the same time. Never `create_or_update`, which overwrites names.
 */
export class CreateCustomer {
  constructor(
    private readonly zendesk: Users,
    private readonly fields: UserFieldBook,
    private readonly memory: CustomerMemory,
  ) {}

  /** The customer; `created` is false where this very customer was there already. */
  async create(organizationId: string, request: Request): Promise<Served<InternalCustomerAnswer<'create'>>> {
    const { createFields, displayFields } = request;
    const names = [...createFields.map(({ key }) => key), ...displayFields];
    const properties = await this.fields.withNames(organizationId, names);
    if (!properties.ok) return properties;
    const checked = checkValues(request.fields, createFields, properties.body);
    if (!checked.ok) {
      const { faults } = checked;
      const detail = faults.map(({ pointer, detail: what }) => `${pointer.slice('/fields/'.length)} ${what}`);
      return refused('customer-invalid', `${detail.join('; ')}.`, { faults });
    }
    const key = creationKey(checked.customer, request);
    if (key === undefined) {
      return refused(
        'creation-key-missing',
        'Without an e-mail address give contactId or an Idempotency-Key: else a second try could make a second customer.',
      );
    }
    const made = await this.make(organizationId, key, checked.customer);
    if (!made.ok) return made;
    const { user, created } = made.body;
    await this.remember(organizationId, key, checked.customer, user);
    return served({ ...customerOf(user, displayFields, properties.body), created });
  }

  private async make(organizationId: string, key: string, customer: NewCustomer): Promise<Served<Made>> {
    const externalId = externalIdOf(key);
    const outcome = await this.zendesk.createUser(organizationId, { ...customer, externalId });
    switch (outcome.kind) {
      case 'ok':
        return served({ user: outcome.body, created: true });
      case 'refused':
        return outcome.code === 'duplicate-value'
          ? this.taken(organizationId, externalId, customer)
          : refusedBy(outcome);
      case 'unknown':
        return this.afterLostAnswer(organizationId, externalId);
      case 'conflict':
      case 'rate-limited':
      case 'unauthorised':
      case 'not-sent':
        return withoutZendesk(outcome);
    }
  }

  /** The answer is lost, the user may be there. */
  private async afterLostAnswer(organizationId: string, externalId: string): Promise<Served<Made>> {
    const outcome = await this.zendesk.userByExternalId(organizationId, externalId);
    if (outcome.kind !== 'ok') return withoutZendesk(outcome);
    return outcome.body === undefined
      ? refused(
          'zendesk-unreachable',
          'Nobody can say yet whether the customer was created. Send the same again: it is created once.',
        )
      : served({ user: outcome.body, created: true });
  }

  /** Somebody has the external id, and then it is this customer, or the address, and then it is another. */
  private async taken(
    organizationId: string,
    externalId: string,
    { email }: NewCustomer,
  ): Promise<Served<Made>> {
    const same = await this.zendesk.userByExternalId(organizationId, externalId);
    if (same.kind !== 'ok') return withoutZendesk(same);
    if (same.body !== undefined) return served({ user: same.body, created: false });
    if (email === undefined)
      return refused(
        'customer-refused',
        'A value is taken by a user who is gone. Give another Idempotency-Key.',
      );
    const outcome = await this.zendesk.searchUsersByEmail(organizationId, email);
    const [owner] = outcome.kind === 'ok' ? outcome.body : [];
    return owner === undefined
      ? refused('customer-exists', 'A user has this address; the search does not show them yet.')
      : refused('customer-exists', 'Associate the contact with the user who has this address.', {
          zendeskUserId: owner.id,
        });
  }

  /** C6: nobody looks for this address any more. The customer is there whatever happens here, so it is not taken back. */
  private async remember(
    organizationId: string,
    requesterKey: string,
    { email, name }: NewCustomer,
    { id: zendeskUserId, suspended }: ZendeskUser,
  ): Promise<void> {
    if (email === undefined || suspended === true) return;
    try {
      await this.memory.remember({ organizationId, requesterKey, email, name, zendeskUserId });
    } catch (error) {
      logger.warn({ err: error, organizationId }, 'a customer was created and could not be remembered');
    }
  }
}

/** What tells this customer from every other: the address, else who asks for what; undefined where nothing does. */
function creationKey(customer: NewCustomer, { creationKey: given, contactId }: Request): string | undefined {
  if (customer.email !== undefined) return emailRequesterKey(customer.email);
  if (given !== undefined) return `created:${given}`;
  if (contactId === undefined) return undefined;
  const values = createHash('sha256').update(canonical([contactId, customer.name, customer.properties]));
  return `created-for:${values.digest('hex')}`;
}

/** JSON with sorted names, so that the order in which somebody sends values changes nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function refusedBy({ code, detail, fields }: Refused): Served<never> {
  const faults = fields.map(({ field, code: fault }) => ({
    code: fault,
    detail: 'Zendesk refused it',
    pointer: `/fields/${field}`,
  }));
  return refused('customer-refused', `Zendesk answered ${code}: ${detail}.`, { faults });
}
