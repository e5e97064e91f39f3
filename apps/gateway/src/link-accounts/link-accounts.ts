import { Inject } from '@nestjs/common';
import type { ClosedConversations, HeldConversations } from '@parley/contracts';
import type { ChangedBy } from '../connect-organization/organization';
import { disconnectedOrganization, unknownOrganization } from '../connect-organization/organization-problems';
import { ProblemError } from '../http-edge/problem';
import { PublishConfiguration } from '../publish-configuration/publish-configuration';
import { ACCOUNT_STORE } from './account-store';
import type {
  AccountChange,
  AccountElsewhere,
  AccountOfOrganization,
  AccountOutcome,
  AccountStore,
} from './account-store';

/** Links accounts to organizations and switches them (A3). Every change is published right after it is stored. */
export class LinkAccounts {
  constructor(
    @Inject(ACCOUNT_STORE) private readonly store: AccountStore,
    @Inject(PublishConfiguration) private readonly publishing: Pick<PublishConfiguration, 'publish'>,
  ) {}

  /** Accounts of an organization by id. Throws `organization-unknown`. */
  async list(organizationId: string): Promise<readonly AccountOfOrganization[]> {
    const accounts = await this.store.list(organizationId);
    if (accounts === undefined) throw unknownOrganization();
    return accounts;
  }

  /** One account. Throws `account-not-linked`, `organization-unknown`. */
  async find(organizationId: string, accountId: string): Promise<AccountOfOrganization> {
    const account = (await this.list(organizationId)).find((one) => one.accountId === accountId);
    if (account === undefined) throw notLinked();
    return account;
  }

  /** T11: what the account's switch holds back. */
  heldConversations(organizationId: string, accountId: string): Promise<HeldConversations> {
    return this.store.heldConversations(organizationId, accountId);
  }

  /** T11: how many closed conversations a date would bring along; `since` is RFC 3339. */
  closedConversations(
    organizationId: string,
    accountId: string,
    since: string,
  ): Promise<ClosedConversations> {
    return this.store.closedConversations(organizationId, accountId, since);
  }

  /**
   * Links all of them or none. An account that the platform has not told about yet may be linked: its gate G1 stays shut until the
   * platform does. Throws `account-linked-elsewhere`, `organization-disconnected`, `organization-unknown`.
   */
  async link(organizationId: string, accountIds: readonly string[], by: ChangedBy): Promise<void> {
    const outcome = await this.store.link(organizationId, accountIds, by);
    switch (outcome.kind) {
      case 'linked':
        return this.publishing.publish(organizationId);
      case 'elsewhere':
        throw linkedElsewhere(outcome.accounts);
      case 'disconnected':
        throw disconnectedOrganization();
      case 'unknown':
        throw unknownOrganization();
    }
  }

  /** Switches an account. Throws `account-not-linked`, `organization-unknown`. */
  async change(
    organizationId: string,
    accountId: string,
    change: AccountChange,
    by: ChangedBy,
  ): Promise<void> {
    assertDone(await this.store.change(organizationId, accountId, change, by));
    await this.publishing.publish(organizationId);
  }

  /** Takes an account away from its organization. Throws `account-not-linked`, `organization-unknown`. */
  async unlink(organizationId: string, accountId: string, by: ChangedBy): Promise<void> {
    assertDone(await this.store.unlink(organizationId, accountId, by));
    await this.publishing.publish(organizationId);
  }
}

function assertDone(outcome: AccountOutcome): void {
  if (outcome === 'organization-unknown') throw unknownOrganization();
  if (outcome === 'not-linked') throw notLinked();
}

function notLinked(): ProblemError {
  return new ProblemError('account-not-linked', 'This account is not linked to this organization.');
}

function linkedElsewhere(accounts: readonly AccountElsewhere[]): ProblemError {
  const list = accounts.map(({ accountId, organizationName, organizationState }) => {
    const disconnected = organizationState === 'disconnected' ? ' (disconnected)' : '';
    return `${accountId} belongs to ${organizationName}${disconnected}`;
  });
  return new ProblemError(
    'account-linked-elsewhere',
    `Nothing was linked: ${list.join(', ')}. Take it away there first: DELETE /v1/organizations/{id}/accounts/{accountId}.`,
    {
      members: { accounts: accounts.map(({ accountId, organizationId }) => ({ accountId, organizationId })) },
    },
  );
}
